package io.sp4j.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A socket in another process. A request is a line: a word and what belongs to it; a line answers it: {@code ok} and what
 * was asked for, or {@code failed} and why. Bodies are in base 64. The end of the input ends the process.
 */
final class LineSocket implements PeerSocket {
    private static final int HANG_SECONDS = 60;

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    LineSocket(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = process.outputWriter();
        answers = process.inputReader();
    }

    /** Sends one request and waits for its answer. */
    String ask(String request) {
        try {
            requests.write(request);
            requests.newLine();
            requests.flush();
            String answer = answers.readLine();
            if (answer == null || !answer.startsWith("ok")) {
                throw new IllegalStateException(request.lines().findFirst().orElse("") + ": " + answer);
            }
            return answer.substring("ok".length()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String listen(String url) {
        return ask("listen " + withSecrets(url));
    }

    @Override
    public void dial(String url) {
        ask("dial " + withSecrets(url));
    }

    /** Behind an address for TLS stand two files: what to trust, and who to be. */
    private static String withSecrets(String url) {
        return Secrets.areFor(url) ? url + " " + Secrets.AUTHORITY + " " + Secrets.IDENTITY : url;
    }

    @Override
    public void awaitPipe() {
        ask("await");
    }

    @Override
    public void send(byte[] body) {
        ask("send " + Base64.getEncoder().encodeToString(body));
    }

    @Override
    public byte[] recv() {
        return Base64.getDecoder().decode(ask("recv"));
    }

    /** Ends the process and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(HANG_SECONDS, TimeUnit.SECONDS).join();
        try {
            requests.close();
        } catch (IOException e) {
            // it is gone, and so is who read them
        }
        try {
            answers.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

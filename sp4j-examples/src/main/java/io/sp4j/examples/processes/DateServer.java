package io.sp4j.examples.processes;

import io.sp4j.Message;
import io.sp4j.Rep0;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Tells the date to whoever asks, until its input ends. */
// prints: listening at <url>
// prints: the server ends
public final class DateServer {
    public static void main(String[] args) throws Exception {
        String address = args.length > 0 ? args[0] : "tcp://127.0.0.1:0";
        try (Rep0 rep = Rep0.listening(address)) {
            rep.serve(request -> Message.of(answer(request.text())), 16);
            System.out.println("listening at " + rep.url());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.out.println("the server ends");
    }

    private static String answer(String request) {
        return request.equals("DATE") ? LocalDate.now(ZoneOffset.UTC).toString() : "ask for DATE";
    }
}

package io.sp4j.cli.cat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of nngcat as they were given; {@link CatPlan} makes sense of them. Methods stand where the order counts. */
final class CatOptions {
    final List<CatProtocol> protocols = new ArrayList<>();
    final List<Endpoint> endpoints = new ArrayList<>();
    final List<BodyFormat> formats = new ArrayList<>();
    final List<String> unknownFormats = new ArrayList<>();
    boolean pair;
    boolean verbose;

    @Option(
            names = "--subscribe",
            paramLabel = "TOPIC",
            description = "Receive what begins with this; sub only, repeatable.")
    @Nullable
    List<String> topics;

    @Option(
            names = {"-D", "--data"},
            paramLabel = "TEXT",
            description = "The body to send.")
    @Nullable
    List<String> data;

    @Option(
            names = {"-F", "--file"},
            paramLabel = "FILE",
            description = "Send the contents of this file; - is standard input.")
    @Nullable
    List<String> files;

    @Option(
            names = {"-C", "--count"},
            paramLabel = "N",
            converter = Integers.Amount.class,
            description = "Stop after so many messages; 0 = do not stop for that.")
    int count;

    @Option(
            names = {"-d", "--delay"},
            paramLabel = "SECONDS",
            converter = Integers.Seconds.class,
            description = "Wait before the first send.")
    int delaySeconds;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "SECONDS",
            converter = Integers.Seconds.class,
            description = "Send again and again, this far apart.")
    @Nullable
    Integer intervalSeconds;

    @Option(
            names = "--recv-timeout",
            paramLabel = "SECONDS",
            converter = Integers.Seconds.class,
            description = "How long a receive waits; 0 = for ever, the default.")
    int recvTimeoutSeconds;

    @Option(
            names = "--send-timeout",
            paramLabel = "SECONDS",
            converter = Integers.Seconds.class,
            description = "How long a send waits; 0 = for ever, the default.")
    int sendTimeoutSeconds;

    @Option(
            names = {"-Z", "--recv-maxsz"},
            paramLabel = "BYTES",
            converter = Integers.Amount.class,
            description = "The largest body accepted; 0 = no limit, else 1 MiB by default.")
    @Nullable
    Integer recvMaxSize;

    @Option(names = "--compat", description = "As nanocat: start without waiting for connections.")
    boolean compat;

    @Option(names = "--async", description = "Do not wait for connections, dial in the background.")
    boolean async;

    @Option(names = "--socket-name", paramLabel = "NAME", description = "The name of the socket in log lines.")
    @Nullable
    String socketName;

    @Option(
            names = {"-k", "--insecure"},
            description = "TLS: do not check the peer.")
    boolean insecure;

    @Option(names = "--cacert", paramLabel = "FILE", description = "TLS: whom to trust, PEM.")
    @Nullable
    String caCertificate;

    @Option(
            names = {"-E", "--cert"},
            paramLabel = "FILE",
            description = "TLS: our certificate, PEM.")
    @Nullable
    String certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "TLS: our key, PEM; by default in the file of --cert.")
    @Nullable
    String key;

    @Option(names = "--zt-home", paramLabel = "DIRECTORY", description = "Accepted and ignored.")
    @Nullable
    String zeroTierHome;

    // ---- protocols -------------------------------------------------------------------------------------------------

    @Option(names = "--req0", description = "Send requests, print replies.")
    void req0(boolean on) {
        protocol(on, CatProtocol.REQ0);
    }

    @Option(names = "--rep0", description = "Print requests; reply if there is data.")
    void rep0(boolean on) {
        protocol(on, CatProtocol.REP0);
    }

    @Option(names = "--pub0", description = "Publish to all subscribers.")
    void pub0(boolean on) {
        protocol(on, CatProtocol.PUB0);
    }

    @Option(
            names = {"--sub0", "--sub"},
            description = "Print what is published.")
    void sub0(boolean on) {
        protocol(on, CatProtocol.SUB0);
    }

    @Option(names = "--push0", description = "Hand out work.")
    void push0(boolean on) {
        protocol(on, CatProtocol.PUSH0);
    }

    @Option(names = "--pull0", description = "Print the work handed out.")
    void pull0(boolean on) {
        protocol(on, CatProtocol.PULL0);
    }

    @Option(names = "--surveyor0", description = "Send surveys, print what is answered within a second.")
    void surveyor0(boolean on) {
        protocol(on, CatProtocol.SURVEYOR0);
    }

    @Option(names = "--respondent0", description = "Print surveys; answer if there is data.")
    void respondent0(boolean on) {
        protocol(on, CatProtocol.RESPONDENT0);
    }

    @Option(names = "--pair0", description = "Send if there is data, print what comes.")
    void pair0(boolean on) {
        protocol(on, CatProtocol.PAIR0);
    }

    @Option(names = "--pair1", description = "As --pair0 with version 1.")
    void pair1(boolean on) {
        protocol(on, CatProtocol.PAIR1);
    }

    @Option(names = "--pair", description = "--pair1, with --compat --pair0.")
    void pair(boolean on) {
        pair |= on;
    }

    @Option(names = "--bus0", description = "As --pair0 with all neighbours.")
    void bus0(boolean on) {
        protocol(on, CatProtocol.BUS0);
    }

    private void protocol(boolean on, CatProtocol protocol) {
        if (on) {
            protocols.add(protocol);
        }
    }

    // ---- addresses -------------------------------------------------------------------------------------------------

    @Option(
            names = {"--dial", "--connect"},
            paramLabel = "URL",
            description = "Connect to this address; repeatable.")
    void dial(@Nullable String url) {
        endpoint(true, url);
    }

    @Option(
            names = {"--listen", "--bind"},
            paramLabel = "URL",
            description = "Accept connections here; repeatable.")
    void listen(@Nullable String url) {
        endpoint(false, url);
    }

    @Option(
            names = {"-l", "--connect-local"},
            paramLabel = "PORT",
            converter = Integers.Port.class,
            description = "Connect to tcp://127.0.0.1:PORT.")
    void connectLocal(@Nullable Integer port) {
        endpoint(true, port == null ? null : "tcp://127.0.0.1:" + port);
    }

    @Option(
            names = {"-L", "--bind-local"},
            paramLabel = "PORT",
            converter = Integers.Port.class,
            description = "Listen at tcp://127.0.0.1:PORT.")
    void bindLocal(@Nullable Integer port) {
        endpoint(false, port == null ? null : "tcp://127.0.0.1:" + port);
    }

    @Option(
            names = {"-x", "--connect-ipc"},
            paramLabel = "PATH",
            description = "Connect to ipc:///PATH.")
    void connectIpc(@Nullable String path) {
        endpoint(true, path == null ? null : "ipc:///" + path);
    }

    @Option(
            names = {"-X", "--bind-ipc"},
            paramLabel = "PATH",
            description = "Listen at ipc:///PATH.")
    void bindIpc(@Nullable String path) {
        endpoint(false, path == null ? null : "ipc:///" + path);
    }

    private void endpoint(boolean isDialed, @Nullable String url) {
        if (url != null) {
            endpoints.add(new Endpoint(isDialed, url));
        }
    }

    // ---- output ----------------------------------------------------------------------------------------------------

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Print bodies as no, ascii, hex, msgpack, quoted or raw; by default nothing.")
    void format(@Nullable String name) {
        if (name != null) {
            BodyFormat.named(name).ifPresentOrElse(formats::add, () -> unknownFormats.add(name));
        }
    }

    @Option(
            names = {"-A", "--ascii"},
            description = "--format ascii: unprintable bytes as dots.")
    void ascii(boolean on) {
        format(on, BodyFormat.ASCII);
    }

    @Option(
            names = {"-Q", "--quoted"},
            description = "--format quoted: a string literal of C a line.")
    void quoted(boolean on) {
        format(on, BodyFormat.QUOTED);
    }

    @Option(names = "--hex", description = "--format hex: as quoted, all bytes in hexadecimal.")
    void hex(boolean on) {
        format(on, BodyFormat.HEX);
    }

    @Option(names = "--msgpack", description = "--format msgpack: MessagePack's bin.")
    void msgpack(boolean on) {
        format(on, BodyFormat.MSGPACK);
    }

    @Option(names = "--raw", description = "--format raw: the bytes as they are.")
    void raw(boolean on) {
        format(on, BodyFormat.RAW);
    }

    private void format(boolean on, BodyFormat format) {
        if (on) {
            formats.add(format);
        }
    }

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell on standard error what is connected.")
    void verbose(boolean on) {
        verbose |= on;
    }

    @Option(
            names = {"-q", "--silent"},
            description = "Take back --verbose.")
    void silent(boolean on) {
        verbose &= !on;
    }
}

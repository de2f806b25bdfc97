package io.sp4j.cli.demo.web;

import io.sp4j.Listener;
import io.sp4j.Options;
import io.sp4j.Pub0;
import io.sp4j.Rep0;
import io.sp4j.SpException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The topology, the page that shows it, and the sockets between them. Runs from construction to close. */
public final class WebDemo implements AutoCloseable {
    /** The port that is tried first when nobody asks for another; the WebSockets have the one above. */
    public static final int USUAL_PORT = 8734;

    /** The highest port that the page can have. */
    public static final int MAX_PORT = 65_534;

    private static final int ATTEMPTS = 50;

    private final PageServer page;
    private final Path directory;
    private final Topology topology;
    private final Feed feed;
    private final Controls controls;

    private WebDemo(PageServer page, Pub0 feedSocket, Rep0 controlSocket) throws IOException {
        this.page = page;
        this.directory = Files.createTempDirectory("sp4j-demo");
        this.topology = new Topology(directory);
        Log log = new Log();
        log.add(topology.stations().size() + " stations were started");
        this.feed = new Feed(feedSocket, new Observer(topology, log, System.nanoTime()));
        this.controls = new Controls(controlSocket, topology, log);
    }

    /** Starts it with the page at this port; at a free one for 0, whose neighbour is free too. */
    public static WebDemo at(int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            PageServer page = new PageServer(port);
            Pub0 feed = Feed.builder().open();
            Rep0 control = Rep0.builder().name("demo-control").open();
            try {
                String base = "ws://127.0.0.1:" + page.socketPort();
                Consumer<Listener.Config> origins = config -> config.set(Options.WS_ALLOWED_ORIGINS, page.origins());
                feed.listen(base + "/feed", origins);
                control.listen(base + "/control", origins);
                return new WebDemo(page, feed, control);
            } catch (SpException | IOException e) {
                page.close();
                feed.close();
                control.close();
                if (port != 0 || attempt == ATTEMPTS || !isTaken(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isTaken(Exception failure) {
        return failure instanceof SpException.AddressInUse || failure instanceof SpException.AddressInvalid;
    }

    /** Starts it at the usual port, or at a free one if that is taken. */
    public static WebDemo atUsualPort() throws IOException {
        try {
            return at(USUAL_PORT);
        } catch (BindException | SpException.AddressInUse e) {
            return at(0);
        }
    }

    /** Where the page is. */
    public String url() {
        return page.url();
    }

    @Override
    public void close() {
        page.close();
        controls.close();
        feed.close();
        topology.close();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // It is in the directory for temporary files, where somebody else will clean up.
        }
    }
}

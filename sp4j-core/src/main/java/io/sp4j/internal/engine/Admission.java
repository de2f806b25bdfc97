package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.Pipe;
import io.sp4j.Registration;
import io.sp4j.SocketEvent;
import io.sp4j.internal.jfr.Recorder;
import io.sp4j.internal.protocol.PipeRejected;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Link;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Turns a link whose handshake is done into a pipe: the application's attach handlers are asked on the executor, while
 * nothing is read, then the protocol is.
 */
final class Admission {
    private static final Logger LOG = System.getLogger("io.sp4j");

    private final SocketCore socket;
    private final List<Predicate<? super Pipe>> vetoes = new CopyOnWriteArrayList<>();

    Admission(SocketCore socket) {
        this.socket = socket;
    }

    Registration onAttach(Predicate<? super Pipe> accept) {
        vetoes.add(Objects.requireNonNull(accept, "accept"));
        return () -> vetoes.remove(accept);
    }

    /** Takes over a link; the endpoint hears of the outcome. */
    void admit(Link link, EndpointCore endpoint) {
        PipeCore pipe;
        try (Turn t = socket.turn()) {
            pipe = new PipeCore(socket, link, endpoint, socket.newPipeId(t));
        }
        if (vetoes.isEmpty()) {
            attach(pipe);
        } else {
            socket.execute(() -> {
                if (isWelcome(pipe)) {
                    attach(pipe);
                } else {
                    refuse(pipe, CloseReason.REFUSED, "an attach handler refused the peer");
                }
            });
        }
    }

    private boolean isWelcome(PipeCore pipe) {
        for (Predicate<? super Pipe> accept : vetoes) {
            try {
                if (!accept.test(pipe.handle)) {
                    return false;
                }
            } catch (Throwable failure) {
                LOG.log(Level.WARNING, "SP-CALLBACK-FAILED: an attach handler of " + socket.name() + " threw", failure);
                socket.callbackFailed(failure);
                return false;
            }
        }
        return true;
    }

    private void attach(PipeCore pipe) {
        CloseReason why = CloseReason.SOCKET_CLOSED;
        String detail = "the socket or endpoint was closed meanwhile";
        try (Turn t = socket.turn()) {
            if (!socket.isClosing() && pipe.endpoint.isActive(t)) {
                t.after(pipe::startLink);
                pipe.attached(t, socket.logic.attach(t, pipe));
                socket.attached(t, pipe);
                pipe.endpoint.connects++;
                pipe.endpoint.pipeUp(t, pipe);
                t.after(() -> Recorder.JVM.connected(pipe.handle, pipe.link.handshakeTime()));
                return;
            }
        } catch (PipeRejected e) {
            why = e.reason();
            detail = String.valueOf(e.getMessage());
        }
        refuse(pipe, why, detail);
    }

    private void refuse(PipeCore pipe, CloseReason why, String detail) {
        try (Turn t = socket.turn()) {
            pipe.handle.ended(t, why);
            socket.counters.rejects.add(why, 1);
            pipe.endpoint.rejects++;
            t.after(() -> Recorder.JVM.rejected(socket.facade(), pipe.endpoint.url(), pipe.link.remote(), why, detail));
            socket.events.add(
                    t, new SocketEvent.PipeRejected(socket.facade(), Optional.of(pipe.link.remote()), why, detail));
        }
        pipe.endpoint.refused(why, detail);
        pipe.link.close(why, detail);
    }
}

package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Pair1;
import io.sp4j.Protocol;
import io.sp4j.Sub0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of pynng's documentation between the two libraries: one listens with one socket, the other dials. */
@RequiresPeer("pynng")
@ExtendWith(LeakGate.class)
@Spec("spec.md 10 #115")
class PynngExamplesTest {
    private static final String ANY = "tcp://127.0.0.1:0";

    /** One socket that listens, and those of the other library that dial it. */
    private record Star(PeerSocket hub, List<PeerSocket> spokes) implements AutoCloseable {

        static Star open(boolean weListen, Protocol listens, Protocol dials, int spokes) {
            Star star = new Star(open(weListen, listens), new ArrayList<>());
            String url = star.hub.listen(ANY);
            for (int i = 0; i < spokes; i++) {
                PeerSocket spoke = open(!weListen, dials);
                star.spokes.add(spoke);
                spoke.dial(url);
                spoke.awaitPipe();
                star.awaitPipes(i + 1);
            }
            return star;
        }

        private static PeerSocket open(boolean ours, Protocol protocol) {
            return ours ? new OurSocket(Ours.open(protocol)) : Peers.PYNNG.open(protocol);
        }

        private void awaitPipes(int all) {
            if (hub instanceof OurSocket ours) {
                ours.socket().awaitPipes(all, HANG);
            } else {
                hub.awaitPipe();
            }
        }

        /** Subscribes to one topic in the place of everything. */
        void topic(int spoke, String topic) {
            if (spokes.get(spoke) instanceof OurSocket ours && ours.socket() instanceof Sub0 sub) {
                sub.subscribe(topic);
                sub.unsubscribe("");
            } else if (spokes.get(spoke) instanceof LineSocket theirs) {
                theirs.ask("topic " + topic);
            }
        }

        @Override
        public void close() {
            spokes.forEach(PeerSocket::close);
            hub.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pairsTalk(boolean weListen) {
        try (Star star = Star.open(weListen, Protocol.PAIR0, Protocol.PAIR0, 1)) {
            send(star.hub(), "hello s1");
            assertReceives(star.spokes().get(0), "hello s1");
            send(star.spokes().get(0), "hi old buddy s0, great to see ya");
            assertReceives(star.hub(), "hi old buddy s0, great to see ya");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRequestIsAnswered(boolean weListen) {
        try (Star star = Star.open(weListen, Protocol.REP0, Protocol.REQ0, 1)) {
            send(star.spokes().get(0), "random.random()");
            assertReceives(star.hub(), "random.random()");
            send(star.hub(), "4");
            assertReceives(star.spokes().get(0), "4");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void subscribersReceiveTheirTopics(boolean weListen) {
        try (Star star = Star.open(weListen, Protocol.PUB0, Protocol.SUB0, 4)) {
            star.topic(0, "wolf");
            star.topic(1, "puppy");
            star.topic(3, "nothing of this kind");
            send(star.hub(), "puppy: that is a cute dog");
            send(star.hub(), "wolf: that is a big dog");
            send(star.hub(), "nothing of this kind was sent before");
            assertReceives(star.spokes().get(0), "wolf: that is a big dog");
            assertReceives(star.spokes().get(1), "puppy: that is a cute dog");
            assertReceives(star.spokes().get(2), "puppy: that is a cute dog");
            assertReceives(star.spokes().get(2), "wolf: that is a big dog");
            assertReceives(star.spokes().get(3), "nothing of this kind was sent before");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void workIsSharedInTurn(boolean weListen) {
        try (Star star = Star.open(weListen, Protocol.PUSH0, Protocol.PULL0, 2)) {
            send(star.hub(), "hi some node");
            send(star.hub(), "hi some other node");
            assertReceives(star.spokes().get(0), "hi some node");
            assertReceives(star.spokes().get(1), "hi some other node");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSurveyIsAnsweredByAll(boolean weListen) {
        try (Star star = Star.open(weListen, Protocol.SURVEYOR0, Protocol.RESPONDENT0, 2)) {
            send(star.hub(), "who wants to party?");
            assertReceives(star.spokes().get(0), "who wants to party?");
            assertReceives(star.spokes().get(1), "who wants to party?");
            send(star.spokes().get(0), "me me me!!!");
            send(star.spokes().get(1), "I need to sit this one out.");
            assertThat(List.of(text(star.hub().recv()), text(star.hub().recv())))
                    .containsExactlyInAnyOrder("me me me!!!", "I need to sit this one out.");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBusReachesDirectNeighboursOnly(boolean weListen) {
        try (Star star = Star.open(weListen, Protocol.BUS0, Protocol.BUS0, 2)) {
            send(star.hub(), "hello buddies");
            assertReceives(star.spokes().get(0), "hello buddies");
            assertReceives(star.spokes().get(1), "hello buddies");
            send(star.spokes().get(0), "hi s0");
            assertReceives(star.hub(), "hi s0");
            // s2 is not directly connected to s1: the next that it receives is from s0.
            send(star.hub(), "and again");
            assertReceives(star.spokes().get(1), "and again");
        }
    }

    @Test
    void ourPolyamorousPairAnswersEachOfTheirs() {
        try (Pair1 hub = Ours.prepare(Pair1.builder().polyamorous()).open();
                LineSocket one = Peers.PYNNG.open(Protocol.PAIR1, "polyamorous=1");
                LineSocket two = Peers.PYNNG.open(Protocol.PAIR1, "polyamorous=1")) {
            String url = hub.listen(ANY).url();
            one.dial(url);
            two.dial(url);
            send(one, "hello from s1");
            send(two, "hello from s2");
            for (int i = 0; i < 2; i++) {
                Message message = hub.recv(HANG);
                message.pipe().send(Message.of("hey " + message.text().substring("hello from ".length())), HANG);
            }
            assertReceives(one, "hey s1");
            assertReceives(two, "hey s2");
        }
    }

    @Test
    void theirPolyamorousPairAnswersEachOfOurs() {
        try (LineSocket hub = Peers.PYNNG.open(Protocol.PAIR1, "polyamorous=1");
                Pair1 one = Ours.prepare(Pair1.builder()).open();
                Pair1 two = Ours.prepare(Pair1.builder()).open()) {
            String url = hub.listen(ANY);
            one.dial(url);
            two.dial(url);
            for (Pair1 pair : List.of(one, two)) {
                pair.send(Message.of("hello"), HANG);
                assertReceives(hub, "hello");
                hub.ask("reply " + base64("hey " + pair.name()));
                assertThat(pair.recv(HANG).text()).isEqualTo("hey " + pair.name());
            }
        }
    }

    private static void send(PeerSocket socket, String text) {
        socket.send(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertReceives(PeerSocket socket, String text) {
        assertThat(text(socket.recv())).isEqualTo(text);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

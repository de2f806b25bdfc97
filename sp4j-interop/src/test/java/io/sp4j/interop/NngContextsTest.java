package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Respondent0;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hundred contexts of each side at once. */
@RequiresPeer("nng")
@ExtendWith(LeakGate.ThreadsOnly.class)
class NngContextsTest {
    private static final int CONTEXTS = 100;

    @Test
    @Spec("spec.md 10 #44")
    void theirContextsAnswerOurs() throws Exception {
        try (Req0 req = Ours.prepare(Req0.builder()).open();
                NngSocket rep = NngSocket.open(Protocol.REP0)) {
            rep.dial(req.listen("tcp://127.0.0.1:0").url());
            List<NngContext> contexts = contexts(rep);
            contexts.forEach(NngContext::startRecv);
            List<CompletableFuture<Message>> replies = new ArrayList<>();
            for (int i = 0; i < CONTEXTS; i++) {
                replies.add(req.requestAsync("question " + i, HANG));
            }
            for (NngContext context : contexts) {
                context.send(echo(context.awaitRecv()));
            }
            for (int i = 0; i < CONTEXTS; i++) {
                assertThat(replies.get(i)
                                .get(HANG.toSeconds(), TimeUnit.SECONDS)
                                .text())
                        .isEqualTo("re: question " + i);
            }
            contexts.forEach(NngContext::close);
        }
    }

    @Test
    @Spec("spec.md 10 #44")
    void ourContextsAnswerTheirs() {
        try (Rep0 rep = Ours.prepare(Rep0.builder()).open();
                NngSocket req = NngSocket.open(Protocol.REQ0)) {
            rep.serve(question -> Message.of(echo(question.bytes())), CONTEXTS);
            req.dial(rep.listen("tcp://127.0.0.1:0").url());
            List<NngContext> contexts = contexts(req);
            assertEachGetsItsOwn(contexts);
        }
    }

    @Test
    @Spec("spec.md 10 #67")
    void ourRespondentAnswersTheirSurveys() {
        try (Respondent0 respondent = Ours.prepare(Respondent0.builder()).open();
                NngSocket surveyor = NngSocket.open(Protocol.SURVEYOR0)) {
            respondent.serve(question -> Message.of(echo(question.bytes())), 8);
            surveyor.dial(respondent.listen("tcp://127.0.0.1:0").url());
            surveyor.awaitPipe();
            List<NngContext> contexts = contexts(surveyor).subList(0, 8);
            assertEachGetsItsOwn(contexts);
        }
    }

    @Test
    @Spec("spec.md 10 #67")
    void theirRespondentAnswersOurSurveys() throws Exception {
        try (Surveyor0 surveyor = Ours.prepare(Surveyor0.builder()).open();
                NngSocket respondent = NngSocket.open(Protocol.RESPONDENT0)) {
            respondent.dial(surveyor.listen("tcp://127.0.0.1:0").url());
            surveyor.awaitPipes(1, HANG);
            List<Surveyor0.Context> contexts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                contexts.add(surveyor.openContext());
                contexts.get(i).send("question " + i);
            }
            for (int i = 0; i < 8; i++) {
                respondent.send(echo(respondent.recv()));
            }
            for (int i = 0; i < 8; i++) {
                assertThat(contexts.get(i).recv(HANG).text()).isEqualTo("re: question " + i);
            }
        }
    }

    private static List<NngContext> contexts(NngSocket socket) {
        List<NngContext> contexts = new ArrayList<>();
        for (int i = 0; i < CONTEXTS; i++) {
            contexts.add(new NngContext(socket));
        }
        return contexts;
    }

    private static void assertEachGetsItsOwn(List<NngContext> contexts) {
        for (int i = 0; i < contexts.size(); i++) {
            contexts.get(i).send(("question " + i).getBytes(StandardCharsets.UTF_8));
            contexts.get(i).startRecv();
        }
        for (int i = 0; i < contexts.size(); i++) {
            assertThat(contexts.get(i).awaitRecv()).asString().isEqualTo("re: question " + i);
        }
        contexts.forEach(NngContext::close);
    }

    private static byte[] echo(byte[] question) {
        return ("re: " + new String(question, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}

package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Respondent0;
import io.sp4j.Surveyor0;
import java.time.Duration;
import java.util.List;

/** The same question three times, while those who are asked leave one after the other. */
// prints: who is there? [ann, bob]
// prints: who is there? [bob]
// prints: who is there? []
public final class SurveyLeavers {
    public static void main(String[] args) {
        try (Surveyor0 surveyor = Surveyor0.listening("tcp://127.0.0.1:0");
                Respondent0 ann = Respondent0.dialing(surveyor.url());
                Respondent0 bob = Respondent0.dialing(surveyor.url())) {
            ann.serve(question -> Message.of("ann"), 1);
            bob.serve(question -> Message.of("bob"), 1);
            surveyor.awaitPipes(2, Duration.ofSeconds(10));
            ask(surveyor);
            ann.close();
            ask(surveyor);
            bob.close();
            ask(surveyor);
        }
    }

    private static void ask(Surveyor0 surveyor) {
        List<String> answers = surveyor.survey("who is there?", Duration.ofSeconds(2)).stream()
                .map(Message::text)
                .sorted()
                .toList();
        System.out.println("who is there? " + answers);
    }
}

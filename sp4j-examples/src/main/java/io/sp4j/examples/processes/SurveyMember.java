package io.sp4j.examples.processes;

import io.sp4j.Respondent0;
import java.time.Duration;

/** Answers one survey. */
// needs: SurveyAsker
// prints: asked: are you well?
public final class SurveyMember {
    public static void main(String[] args) {
        try (Respondent0 respondent = Respondent0.dialing(args[0])) {
            System.out.println(
                    "asked: " + respondent.recv(Duration.ofSeconds(10)).text());
            respondent.send("very well");
        } // close() writes the answer
    }
}

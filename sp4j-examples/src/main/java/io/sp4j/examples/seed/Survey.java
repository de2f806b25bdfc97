package io.sp4j.examples.seed;

import io.sp4j.Respondent0;
import io.sp4j.SpException;
import io.sp4j.Surveyor0;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/** A question to everybody; answers are taken until the survey's time is over. */
// prints: I need to sit this one out.
// prints: me me me!!!
// prints: survey is OVER! Time for bed.
public final class Survey {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Surveyor0 surveyor = Surveyor0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .surveyTime(Duration.ofSeconds(2))
                        .open();
                Respondent0 responder1 = Respondent0.builder()
                        .dial(surveyor.url())
                        .recvTimeout(patience)
                        .open();
                Respondent0 responder2 = Respondent0.builder()
                        .dial(surveyor.url())
                        .recvTimeout(patience)
                        .open()) {
            surveyor.awaitPipes(2, patience);
            surveyor.send("who wants to party?");
            // usually these are in other processes
            responder1.recv();
            responder2.recv();
            responder1.send("me me me!!!");
            responder2.send("I need to sit this one out.");

            SortedSet<String> answers = new TreeSet<>();
            try {
                while (true) {
                    answers.add(surveyor.recv().text());
                }
            } catch (SpException.Timeout e) {
                answers.forEach(System.out::println);
                System.out.println("survey is OVER! Time for bed.");
            }
        }
    }
}

package io.sp4j.examples.processes;

import io.sp4j.Message;
import io.sp4j.Surveyor0;
import java.time.Duration;
import java.util.List;

/** Asks everybody as soon as somebody is there. */
// prints: listening at <url>
// prints: to "are you well?": [very well]
public final class SurveyAsker {
    public static void main(String[] args) {
        String address = args.length > 0 ? args[0] : "tcp://127.0.0.1:0";
        try (Surveyor0 surveyor = Surveyor0.listening(address)) {
            System.out.println("listening at " + surveyor.url());
            surveyor.awaitPipes(1, Duration.ofMinutes(10));
            List<Message> answers = surveyor.survey("are you well?", Duration.ofSeconds(2));
            System.out.println("to \"are you well?\": "
                    + answers.stream().map(Message::text).sorted().toList());
        }
    }
}

package io.sp4j.examples.processes;

import io.sp4j.Req0;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Asks a date server. */
// needs: DateServer
// prints: the server's date is today or a day beside it: true
// prints: it answers other questions with: ask for DATE
public final class DateClient {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Req0 req = Req0.dialing(args[0])) {
            LocalDate date = LocalDate.parse(req.request("DATE", patience).text());
            long days =
                    Math.abs(date.toEpochDay() - LocalDate.now(ZoneOffset.UTC).toEpochDay());
            System.out.println("the server's date is today or a day beside it: " + (days <= 1));
            System.out.println("it answers other questions with: "
                    + req.request("TIME", patience).text());
        }
    }
}

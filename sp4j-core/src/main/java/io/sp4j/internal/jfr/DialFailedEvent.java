package io.sp4j.internal.jfr;

import io.sp4j.Dialer;
import io.sp4j.SpException;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An attempt to dial failed; the duration is the attempt. */
@Name("sp4j.DialFailed")
@Label("Dial Failed")
@Description("An attempt to dial failed; the duration is the attempt")
final class DialFailedEvent extends SpEvent implements Recorder.Attempt {
    @Label("URL")
    String url = "";

    @Label("Error")
    @Description("Short name of the error, as in the counters")
    String error = "";

    @Label("Detail")
    @Description("The error in words")
    String detail = "";

    @Override
    public void failed(Dialer dialer, SpException why) {
        end();
        if (shouldCommit()) {
            of(dialer.socket());
            url = dialer.url();
            error = why.code().name();
            detail = String.valueOf(why.getMessage());
            commit();
        }
    }
}

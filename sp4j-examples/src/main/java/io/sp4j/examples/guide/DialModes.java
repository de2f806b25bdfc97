package io.sp4j.examples.guide;

import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Req0;
import io.sp4j.SpException;

/** The three ways to dial an address where nobody listens. */
// prints: BLOCKING: ConnectionRefused, dialers left: 0
// prints: BACKGROUND: returned at once and goes on trying
// prints: TRY_THEN_BACKGROUND: tried once (ConnectionRefused) and goes on trying
// prints: a malformed address: AddressInvalid, however one dials
public final class DialModes {
    public static void main(String[] args) {
        String nobody = "inproc://nobody-listens-here";
        try (Req0 req = Req0.open()) {
            try {
                req.dial(nobody, DialMode.BLOCKING);
            } catch (SpException.ConnectionRefused e) {
                System.out.println("BLOCKING: ConnectionRefused, dialers left: "
                        + req.dialers().size());
            }
            req.dial(nobody, DialMode.BACKGROUND);
            System.out.println("BACKGROUND: returned at once and goes on trying");

            Dialer patient = req.dial(nobody); // logs one warning, too
            System.out.println("TRY_THEN_BACKGROUND: tried once ("
                    + patient.lastError().orElseThrow().getClass().getSimpleName() + ") and goes on trying");
            try {
                req.dial("tcp://127.0.0.1:-1", DialMode.BACKGROUND);
            } catch (SpException.AddressInvalid e) {
                System.out.println("a malformed address: AddressInvalid, however one dials");
            }
        }
    }
}

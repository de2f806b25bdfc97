package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pub0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Sub0;
import java.time.Duration;

/** Two sockets share one port over WebSocket, each at its path; web pages of one origin may connect too. */
// prints: the price is 7
// prints: bought one
public final class OnePortManyPaths {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Pub0 prices = Pub0.builder()
                        .set(Options.WS_ALLOWED_ORIGINS, "https://shop.example")
                        .listen("ws://127.0.0.1:0/prices")
                        .open();
                Rep0 orders = Rep0.listening(prices.url().replace("/prices", "/orders"));
                Sub0 screen = Sub0.builder()
                        .topics("price")
                        .dial(prices.url())
                        .recvTimeout(patience)
                        .open();
                Req0 buyer =
                        Req0.builder().dial(orders.url()).recvTimeout(patience).open()) {
            orders.serve(order -> Message.of("bought " + order.text()), 1);
            prices.awaitPipes(1, patience);

            prices.send("price 7");
            System.out.println("the price is " + screen.recv().text().substring("price ".length()));
            System.out.println(buyer.request("one").text());
        }
    }
}

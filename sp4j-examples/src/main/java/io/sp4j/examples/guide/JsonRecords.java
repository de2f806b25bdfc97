package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.jackson.JsonCodec;
import java.time.Duration;
import java.util.List;

/** Records as JSON: what a peer sends instead is an error that names the peer, and its connection stays. */
// prints: {"items":["tea","milk"],"express":true}
// prints: Receipt[pieces=2, price=9.5]
// prints: not an order: BadType
public final class JsonRecords {
    record Order(List<String> items, boolean express) {}

    record Receipt(int pieces, double price) {}

    private static final JsonCodec<Order> ORDERS = JsonCodec.of(Order.class);
    private static final JsonCodec<Receipt> RECEIPTS = JsonCodec.of(Receipt.class);

    private static Message sell(Message question) {
        try {
            Order order = question.decode(ORDERS);
            int pieces = order.items().size();
            return Message.of(new Receipt(pieces, 2 * pieces + (order.express() ? 5.5 : 0)), RECEIPTS);
        } catch (SpException.BadType e) {
            return Message.of("not an order: BadType");
        }
    }

    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Rep0 shop = Rep0.listening("tcp://127.0.0.1:0");
                Req0 client = Req0.dialing(shop.url())) {
            shop.serve(JsonRecords::sell, 1);
            Message order = Message.of(new Order(List.of("tea", "milk"), true), ORDERS);
            System.out.println(order.text());
            System.out.println(client.request(order, patience).decode(RECEIPTS));
            System.out.println(client.request(Message.of("tea!"), patience).text());
        }
    }
}

/**
 * The public API: sockets, contexts, messages, pipes, options, errors and events of the Scalability Protocols.
 * Application code imports this package and no other of this module.
 *
 * <pre>{@code
 * import io.sp4j.*;
 *
 * public class Answer {
 *     public static void main(String[] args) {
 *         try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
 *                 Req0 req = Req0.dialing(rep.url())) {
 *             rep.serve(question -> Message.of("42"), 4); // four questions at once
 *             System.out.println(req.request("what is the answer?").text());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The same everywhere: null is {@link java.lang.NullPointerException}; a number out of range or a negative time is
 * {@link java.lang.IllegalArgumentException}, also where a method does not say so; what goes wrong outside is an
 * {@link io.sp4j.SpException}. Times are {@link java.time.Duration}: zero does not wait, {@link io.sp4j.Options#FOREVER} and
 * longer ones wait for ever. Handlers, listeners and completions run on the executor of their socket.
 *
 * <p>Importers: everybody. Threads and locks: the values of this package are immutable and take no lock; sockets say on
 * each method whether it waits.
 */
@NullMarked
package io.sp4j;

import org.jspecify.annotations.NullMarked;

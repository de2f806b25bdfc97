package io.sp4j.internal.io;

/** The thread of an event loop, which can be told from others at no cost. */
final class LoopThread extends Thread implements IoThread {

    private final EventLoop loop;

    LoopThread(EventLoop loop, Runnable body, String name) {
        super(body, name);
        this.loop = loop;
        setDaemon(true);
    }

    EventLoop loop() {
        return loop;
    }
}

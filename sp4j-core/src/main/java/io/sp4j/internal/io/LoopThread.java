package io.sp4j.internal.io;

/** The thread of an event loop, which can be told from others at no cost. */
final class LoopThread extends Thread {

    LoopThread(Runnable body, String name) {
        super(body, name);
        setDaemon(true);
    }
}

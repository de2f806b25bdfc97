package io.sp4j.internal.io;

/** What an event loop attaches to a selection key; called on the loop's thread. */
interface Selectable {

    /** The channel is ready for some of what it is interested in. */
    void ready(int readyOps);

    /** {@link #ready} threw; only this connection ends. */
    void failed(Throwable failure);
}

package io.sp4j.internal.turn;

/**
 * Something to do once a Turn has released its lock.
 *
 * <p>An effect carries no value: effects of two Turns may run in any order. It means "make it so" and reads the wanted
 * state again under its one owner.
 */
@FunctionalInterface
public interface Effect {
    void run();
}

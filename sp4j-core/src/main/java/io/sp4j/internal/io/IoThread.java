package io.sp4j.internal.io;

/** Marks a thread that serves connections: no user code and nothing that blocks runs on it. */
public interface IoThread {}

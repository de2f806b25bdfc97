package io.sp4j.bench.result;

/** Where a run took place; what could not be read is empty, or -1. */
public record Machine(
        String cpu,
        int processors,
        String virtualization,
        String governor,
        long memoryMib,
        String os,
        String kernel,
        String jdk,
        double loadAtStart) {}

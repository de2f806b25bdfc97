package io.sp4j.bench.worker;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this process has used so far: processor time, allocated bytes, memory. */
final class ProcessUsage {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Optional<MethodHandle> TOTAL_ALLOCATED = totalAllocated();

    private ProcessUsage() {}

    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Of all threads ever on JDK 21 and newer, of the live ones before. */
    static long allocatedBytes() {
        if (TOTAL_ALLOCATED.isPresent()) {
            try {
                return (long) TOTAL_ALLOCATED.get().invokeExact(THREADS);
            } catch (Throwable e) {
                throw new IllegalStateException("getTotalThreadAllocatedBytes", e);
            }
        }
        long total = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            total += Math.max(0, bytes);
        }
        return total;
    }

    /** Resident set in KiB, -1 where there is no /proc. */
    static long rssKib() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Heap in use after full collections, which also give free heap pages back to the system. */
    static long liveHeapKib() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    }

    private static Optional<MethodHandle> totalAllocated() {
        try {
            MethodType type = MethodType.methodType(long.class);
            return Optional.of(
                    MethodHandles.publicLookup().findVirtual(ThreadMXBean.class, "getTotalThreadAllocatedBytes", type));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        }
    }
}

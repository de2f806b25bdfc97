package io.sp4j.bench.run;

import io.sp4j.bench.result.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Describes the machine as far as it says. */
public final class ThisMachine {

    private ThisMachine() {}

    public static Machine describe() {
        List<String> cpu = lines("/proc/cpuinfo");
        boolean virtual = cpu.stream().anyMatch(line -> line.startsWith("flags") && line.contains(" hypervisor"));
        return new Machine(
                after(cpu, "model name"),
                Runtime.getRuntime().availableProcessors(),
                cpu.isEmpty() ? "" : virtual ? "virtual machine" : "no hypervisor seen",
                first(lines("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
                memoryMib(),
                after(lines("/etc/os-release"), "PRETTY_NAME").replace("\"", ""),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static long memoryMib() {
        String kib = after(lines("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
        return kib.isEmpty() ? -1 : Long.parseLong(kib) / 1024;
    }

    /** What follows {@code key:} or {@code key=}. */
    private static String after(List<String> lines, String key) {
        return first(lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.replaceFirst("^[^:=]*[:=]", "").trim())
                .toList());
    }

    private static String first(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(0);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}

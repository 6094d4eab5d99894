package kz.centerpro.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a bench prints. */
public record BenchReport(String bench, Map<String, Object> machine, List<Measured> results) {

    static BenchReport of(String bench, List<Measured> results) {
        return new BenchReport(bench, thisMachine(), List.copyOf(results));
    }

    /** The same for people. */
    public void print(PrintWriter out) {
        out.println("bench " + bench + " on " + machine);
        for (Measured line : results) {
            out.printf("%-14s %,12.1f %-16s  %s: %,.1f  ratio %.2f  target %.2f  %s%n", line.id(), line.value(),
                    line.unit(), line.peer(), line.peerValue(), line.ratio(), line.target(),
                    line.met() ? "met" : "not met");
            if (!line.note().isEmpty()) {
                out.println("               " + line.note());
            }
        }
    }

    private static Map<String, Object> thisMachine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("cpu", cpu());
        machine.put("jdk", Runtime.version().toString());
        machine.put("vm", System.getProperty("java.vm.name", ""));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        machine.put("heapMaxMb", Runtime.getRuntime().maxMemory() >> 20);
        machine.put("loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return machine;
    }

    private static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("");
        } catch (IOException | UncheckedIOException absent) {
            return "";
        }
    }
}

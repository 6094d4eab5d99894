package kz.centerpro.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs two things by turns on this thread and counts what each does in a second of the thread's processor time. */
final class CpuSlice {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(15);
    /** Turns of both in which neither got faster by more than a twentieth. */
    private static final int SETTLED = 4;
    private static final double BETTER = 1.05;

    private final int rounds;
    private final Duration slice;

    CpuSlice(int rounds, Duration slice) {
        this.rounds = rounds;
        this.slice = slice;
    }

    /** One run of the work; says how many units it did. */
    interface Work {
        double run() throws Exception;
    }

    List<double[]> alternate(Work ours, Work peer) throws Exception {
        warmUp(ours, peer);
        List<double[]> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            double first = rate(oursFirst ? ours : peer);
            double second = rate(oursFirst ? peer : ours);
            all.add(oursFirst ? new double[]{first, second} : new double[]{second, first});
        }
        return all;
    }

    /** Until the compiler has settled: whoever is compiled later looks slow, the more so on a busy machine. */
    private void warmUp(Work ours, Work peer) throws Exception {
        long began = System.nanoTime();
        double[] best = new double[2];
        int since = 0;
        while (System.nanoTime() - began < WARM_UP.toNanos() || since < SETTLED) {
            double[] now = {rate(ours), rate(peer)};
            since++;
            for (int i = 0; i < now.length; i++) {
                if (now[i] > best[i] * BETTER) {
                    best[i] = now[i];
                    since = 0;
                }
            }
            if (System.nanoTime() - began > WARM_UP_MAX.toNanos()) {
                return;
            }
        }
    }

    private double rate(Work work) throws Exception {
        long end = System.nanoTime() + slice.toNanos();
        long began = THREADS.getCurrentThreadCpuTime();
        double done = 0;
        do {
            done += work.run();
        } while (System.nanoTime() < end);
        return done * 1e9 / Math.max(1, THREADS.getCurrentThreadCpuTime() - began);
    }
}

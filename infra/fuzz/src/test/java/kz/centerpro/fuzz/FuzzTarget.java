package kz.centerpro.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Objects;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;

/**
 * What every input must end in. As a plain test, a target reads the files that it is given; {@link FuzzRunTest} has it
 * fuzzed.
 */
abstract class FuzzTarget {

    /** Of bytes that are read or unpacked; small, so that the limit is met. */
    static final int BYTES_MAX = 1024 * 1024;
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static final long NANOSECONDS_MAX = 1_000_000_000;
    private static final long ALLOCATED_MAX = 128L * 1024 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Reads an input to the end, whatever it is. */
    interface Reading {
        void of(byte[] input) throws MalformedSignature;
    }

    /**
     * Anything thrown but the one refusal is a finding, and so is too much work. What was too much is measured once
     * more: the first use of a class costs its loading.
     */
    static void tries(byte[] input, Reading reading) {
        if (!excess(input, reading).isEmpty()) {
            String excess = excess(input, reading);
            if (!excess.isEmpty()) {
                throw new IllegalStateException(input.length + " bytes took " + excess);
            }
        }
    }

    /** Time of this thread on a processor, so that a busy machine is no finding, and all that it allocated. */
    private static String excess(byte[] input, Reading reading) {
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        long started = THREADS.getCurrentThreadCpuTime();
        attempt(input, reading);
        long took = THREADS.getCurrentThreadCpuTime() - started;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - memory;
        if (took > NANOSECONDS_MAX) {
            return took / 1_000_000 + " ms";
        }
        return allocated > ALLOCATED_MAX ? allocated / 1024 + " KiB of memory" : "";
    }

    private static void attempt(byte[] input, Reading reading) {
        try {
            reading.of(input);
        } catch (MalformedSignature refusal) {
            if (refusal.getMessage() == null || refusal.getMessage().isBlank()) {
                throw new IllegalStateException("a refusal without a reason", refusal);
            }
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(FuzzTarget.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Trust in the authority that certified the makers of the given inputs. */
    static TrustSnapshot trust() {
        try {
            return TrustSnapshot.builder(1).anchor(resource("root.cer"), SignatureRegime.ES).build();
        } catch (MalformedSignature impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

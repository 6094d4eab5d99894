package kz.centerpro.cli.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Repeats what may be repeated: a lost connection, and 429, 502, 503, 504; with growing, jittered pauses. */
public final class Retry {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Duration patience;
    private final Consumer<String> told;

    /**
     * @param patience
     *            from the first attempt on; zero means one attempt
     * @param told
     *            hears why and how long is waited
     */
    public Retry(Duration patience, Consumer<String> told) {
        this.patience = patience;
        this.told = told;
    }

    /** One attempt. */
    public interface Attempt<T> {
        T run() throws IOException;
    }

    public <T> T of(Attempt<T> attempt) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST;
        while (true) {
            Duration wait;
            try {
                return attempt.run();
            } catch (HubRefusal refusal) {
                wait = refusal.retryAfter() == null ? jittered(pause) : refusal.retryAfter();
                if (!refusal.passing() || System.nanoTime() + wait.toNanos() >= end) {
                    throw refusal;
                }
                told.accept(refusal.getMessage() + "; again in " + wait.toMillis() + " ms");
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException lost) {
                wait = jittered(pause);
                if (System.nanoTime() + wait.toNanos() >= end) {
                    throw lost;
                }
                told.accept("connection lost (" + lost + "); again in " + wait.toMillis() + " ms");
            }
            sleep(wait);
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
    }

    static Duration jittered(Duration pause) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() * 3 / 2));
    }

    static void sleep(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}

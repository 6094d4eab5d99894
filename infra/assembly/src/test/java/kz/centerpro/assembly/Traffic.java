package kz.centerpro.assembly;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A steady stream of documents from one sender to one recipient, as a careful client sends them: what got no answer, or
 * 503, is repeated with the same key at the next hub until it is accepted.
 */
final class Traffic implements AutoCloseable {

    private static final int LETTERS = 16;
    private static final Duration REPEAT_AFTER = Duration.ofMillis(100);

    private final Party sender;
    private final Party recipient;
    private final Duration pace;
    private final List<Letter> letters;
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<Letter, String> numbers = new ConcurrentHashMap<>();
    private final Queue<Party.Answer> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger acceptedUnheard = new AtomicInteger();
    private final List<Thread> lanes = new ArrayList<>();
    private final Duration patience;
    private volatile Supplier<List<HubProcess>> hubs;
    private volatile boolean stopping;

    private Traffic(Party sender, Party recipient, Duration pace, Duration patience,
            Supplier<List<HubProcess>> hubs) {
        this.patience = patience;
        this.sender = sender;
        this.recipient = recipient;
        this.pace = pace;
        this.hubs = hubs;
        this.letters = Letter.many(sender, LETTERS);
    }

    /** Begins: {@code lanes} senders, each of whom waits for {@code pace} after a document. */
    static Traffic start(Party sender, Party recipient, int lanes, Duration pace, HubProcess... hubs) {
        List<HubProcess> fixed = List.of(hubs);
        return new Traffic(sender, recipient, pace, Duration.ofSeconds(60), () -> fixed).began(lanes);
    }

    /** The same over hubs that come and go, with a client who repeats a document for as long as {@code patience}. */
    static Traffic start(Party sender, Party recipient, int lanes, Duration pace, Duration patience,
            Supplier<List<HubProcess>> hubs) {
        return new Traffic(sender, recipient, pace, patience, hubs).began(lanes);
    }

    private Traffic began(int count) {
        for (int i = 0; i < count; i++) {
            lanes.add(Thread.ofVirtual().start(this::run));
        }
        return this;
    }

    /** From now on documents go to these. */
    void route(HubProcess... to) {
        List<HubProcess> fixed = List.of(to);
        hubs = () -> fixed;
    }

    private void run() {
        try {
            while (!stopping) {
                deliver(letters.get(turns.get() % LETTERS).again());
                Await.pause(pace);
            }
        } catch (RuntimeException | AssertionError failed) {
            failures.add(failed);
        }
    }

    private void deliver(Letter letter) {
        long end = System.nanoTime() + patience.toNanos();
        boolean heard = true;
        while (System.nanoTime() < end) {
            try {
                Party.Answer answer = letter.send(sender.at(nextHub().http()), recipient);
                if (answer.status() == 200 || answer.status() == 201) {
                    if (answer.status() == 200 && !heard) {
                        acceptedUnheard.incrementAndGet();
                    }
                    numbers.put(letter, answer.text("number"));
                    return;
                }
                if (answer.status() == 202) { // it waits for evidence; the same request is answered when it has its
                                              // number
                    Await.pause(REPEAT_AFTER);
                    continue;
                }
                refusals.add(answer);
                if (answer.status() < 500 && answer.status() != 429) {
                    return;
                }
            } catch (UncheckedIOException noAnswer) {
                unanswered.incrementAndGet();
            }
            heard = false;
            Await.pause(REPEAT_AFTER);
        }
        throw new AssertionError("not accepted within " + patience + ": " + letter);
    }

    private HubProcess nextHub() {
        List<HubProcess> now = hubs.get();
        return now.get(Math.floorMod(turns.getAndIncrement(), now.size()));
    }

    int accepted() {
        return numbers.size();
    }

    /** Waits until {@code more} documents have been accepted from now on. */
    void await(int more, Duration patience) {
        int goal = accepted() + more;
        Await.until(() -> goal + " documents to be accepted; there are " + accepted() + ", " + this + " " + failures,
                patience, () -> accepted() >= goal);
    }

    void awaitRefusals(int count, Duration patience) {
        Await.until(() -> count + " refusals; there are " + refusals.size(), patience, () -> refusals.size() >= count);
    }

    /** Answers other than an acceptance. */
    List<Party.Answer> refusals() {
        return List.copyOf(refusals);
    }

    /** Attempts that ended without an answer. */
    int unanswered() {
        return unanswered.get();
    }

    /** Documents that had been accepted although their sender heard of it only when he repeated the request. */
    int acceptedUnheard() {
        return acceptedUnheard.get();
    }

    /** The number of each document that was accepted. */
    List<String> numbers() {
        return List.copyOf(numbers.values());
    }

    /** The bytes that were sent under a number. */
    Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new ConcurrentHashMap<>();
        numbers.forEach((letter, number) -> contents.put(number, letter.content()));
        return contents;
    }

    /** Lets every document under way be accepted, then fails if one was not. */
    Traffic stop() {
        stopping = true;
        try {
            for (Thread lane : lanes) {
                if (!lane.join(patience.plusSeconds(70))) {
                    throw new AssertionError("a sender does not end");
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " senders failed", failures.peek());
        }
        return this;
    }

    @Override
    public void close() {
        stopping = true;
    }

    @Override
    public String toString() {
        return accepted() + " accepted, " + refusals.size() + " refused, " + unanswered + " unanswered, of these "
                + acceptedUnheard + " had been accepted";
    }
}

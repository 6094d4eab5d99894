package kz.centerpro.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes parts of a fleet away at random instants and brings each back after a while; several may be away at once, but
 * never both hubs or both notifications, since then nothing would be left to test.
 */
final class Blows implements AutoCloseable {

    enum Blow {
        KILL_HUB, KILL_NOTIFICATION, STOP_NOTIFICATION, KILL_REDIS, FLUSH_REDIS, KILL_POSTGRES, KILL_BILLING, PAUSE_HUB, PAUSE_NOTIFICATION
    }

    /** Longer than a hub's lease of its number digits (30 s) and than a claim on the outbox (15 s). */
    private static final Duration BEYOND_LEASE = Duration.ofSeconds(33);
    private static final Duration READY = Duration.ofMinutes(2);

    private final Fleet fleet;
    private final Random random;
    private final Set<String> away = new HashSet<>();
    private final Map<Blow, Integer> struck = new EnumMap<>(Blow.class);
    private final Deque<Blow> deck = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> underWay = new ArrayList<>();

    Blows(Fleet fleet, long seed) {
        this.fleet = fleet;
        this.random = new Random(seed);
    }

    /** Strikes until the time is over, then waits until everything is back. Each kind comes before any comes again. */
    void rain(Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            strike();
            Await.pause(between(2500, 6000));
        }
        for (Future<?> one : underWay) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                throw new AssertionError("not brought back", failed.getCause());
            }
        }
    }

    /** How often each kind was struck. */
    Map<Blow, Integer> struck() {
        return struck;
    }

    private void strike() {
        if (deck.isEmpty()) {
            List<Blow> all = new ArrayList<>(Arrays.asList(Blow.values()));
            Collections.shuffle(all, random);
            all.remove(Blow.PAUSE_HUB);
            deck.add(Blow.PAUSE_HUB); // first, since it takes longest
            deck.addAll(all);
        }
        Blow blow = deck.peek();
        int which = random.nextInt(2);
        Optional<Runnable> act = switch (blow) {
            case KILL_HUB -> taken("hub", () -> killHub(which));
            case PAUSE_HUB -> taken("hub", () -> pause(fleet.hubs().get(which), BEYOND_LEASE));
            case KILL_NOTIFICATION -> taken("notification", () -> killNotification(which));
            case STOP_NOTIFICATION -> taken("notification", () -> stopNotification(which));
            case PAUSE_NOTIFICATION ->
                taken("notification", () -> pause(fleet.notifications().get(which), between(4000, 14000)));
            case KILL_REDIS -> taken("redis", this::killRedis);
            case FLUSH_REDIS -> taken("redis", this::flushRedis);
            case KILL_POSTGRES -> taken("postgres", this::killPostgres);
            case KILL_BILLING -> taken("billing", this::killBilling);
        };
        deck.remove();
        if (act.isEmpty()) {
            deck.addLast(blow); // its target is away: another one first
            return;
        }
        struck.merge(blow, 1, Integer::sum);
        System.out.println("fault run: " + blow + (which == 0 ? "" : " of the second"));
        underWay.add(threads.submit(act.get()));
    }

    /** Takes a kind of server for this act alone; nothing while another act has it. */
    private Optional<Runnable> taken(String kind, Runnable act) {
        synchronized (away) {
            if (!away.add(kind)) {
                return Optional.empty();
            }
        }
        return Optional.of(() -> {
            try {
                act.run();
            } finally {
                synchronized (away) {
                    away.remove(kind);
                }
            }
        });
    }

    private void killHub(int which) {
        fleet.hubs().get(which).kill();
        Await.pause(between(0, 2000));
        awaitReady(fleet.replaceHub(which));
    }

    private void killNotification(int which) {
        fleet.notifications().get(which).kill();
        Await.pause(between(0, 2000));
        awaitReady(fleet.replaceNotification(which));
    }

    private void killBilling() {
        fleet.billing().kill();
        Await.pause(between(0, 3000));
        awaitReady(fleet.replaceBilling());
    }

    private void stopNotification(int which) {
        HubProcess node = fleet.notifications().get(which);
        node.terminate();
        Await.until(node.name() + " to end after SIGTERM", READY, () -> !node.isAlive());
        awaitReady(fleet.replaceNotification(which));
    }

    /** PostgreSQL may be away meanwhile, and then it is not healthy; so this is long. */
    private static void awaitReady(HubProcess node) {
        Await.until(node.name() + " to be ready", READY, node::isReady);
    }

    private static void pause(HubProcess node, Duration length) {
        node.pause();
        try {
            Await.pause(length);
        } finally {
            node.resume();
        }
    }

    private void killRedis() {
        fleet.redis().kill();
        Await.pause(between(500, 4000));
        fleet.redis().restart();
    }

    private void flushRedis() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fleet.redis().port())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            if (!new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n")) {
                throw new AssertionError("FLUSHALL was refused");
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private void killPostgres() {
        fleet.postgres().kill();
        Await.pause(between(200, 3000));
        fleet.postgres().restart();
    }

    private Duration between(int least, int most) {
        synchronized (random) {
            return Duration.ofMillis(random.nextLong(least, most));
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}

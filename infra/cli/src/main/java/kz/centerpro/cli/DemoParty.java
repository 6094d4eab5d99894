package kz.centerpro.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.EventStream;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.HubRefusal;
import kz.centerpro.cli.client.Retry;
import kz.centerpro.cli.client.StreamEvent;
import kz.centerpro.cli.client.StreamListener;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One of the two companies of the demonstration: its first head at the keyboard, and its box followed live. */
final class DemoParty implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final HubClient hub;
    private final Account account;
    private final Story story;
    private final BlockingQueue<StreamEvent> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private @Nullable Thread watcher;
    private String title = "";
    private String taxId = "";

    private DemoParty(String name, HubClient hub, Account account, Story story) {
        this.name = name;
        this.hub = hub;
        this.account = account;
        this.story = story;
    }

    static DemoParty of(String person, Path people, HubClient hub, Story story) {
        ClientSigner signer = ClientSigner.open(people.resolve(person + ".p12"), TrustCentre.PASSWORD);
        return new DemoParty(person, hub,
                new Account(hub, signer, new Retry(PATIENCE, line -> story.step(person, line))),
                story);
    }

    /** Signs in, registers and accepts the offer where that has not been done, and opens the box. */
    void join() throws IOException {
        account.token();
        JsonNode participant = account.participant();
        if (participant == null) {
            participant = account.register("LEGAL_ENTITY", Map.of());
            story.step(name, "signed in with a " + account.signer().kind() + " key and registered "
                    + participant.path("name").asString());
        } else {
            story.step(name, "signed in with a " + account.signer().kind() + " key for "
                    + participant.path("name").asString());
        }
        if (!"ACTIVE".equals(participant.path("status").asString())) {
            JsonNode accepted = account.acceptOffer("ru");
            story.step(name, "as first head accepted offer version " + accepted.path("offerNo").asInt()
                    + " by signing its statement");
        }
        title = participant.path("name").asString();
        taxId = participant.path("taxId").asString();
        watcher = Thread.ofVirtual().name(name).start(this::watch);
        await(open);
        story.step(name, "follows the box of " + title + " live");
    }

    String title() {
        return title;
    }

    String taxId() {
        return taxId;
    }

    String name() {
        return name;
    }

    Account account() {
        return account;
    }

    /** Waits until the box has told of that document, in that order. */
    StreamEvent hears(String type, String number) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                StreamEvent event = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw CommandFailure.refused("the box of " + title + " never told " + type + " of " + number);
                }
                if (event.subject().equals(number) && event.type().equals(type)) {
                    return event;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw CommandFailure.refused("the live stream did not open");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void watch() {
        try {
            new EventStream(hub, account, "top", List.of(), List.of()).follow(new StreamListener() {
                @Override
                public void opened(String from, String top) {
                    open.countDown();
                }

                @Override
                public void cut(String why) {
                    story.step(name, "stream cut (" + why + "); going on from the cursor");
                }

                @Override
                public boolean event(StreamEvent event) {
                    story.step(name, "live: " + EventLine.kind(event) + "  " + event.subject());
                    return heard.add(event);
                }
            });
        } catch (InterruptedIOException told) {
            Thread.currentThread().interrupt(); // the demonstration is over
        } catch (IOException | HubRefusal ended) {
            story.step(name, "the stream ended: " + ended.getMessage());
        }
    }

    @Override
    public void close() {
        Thread running = watcher;
        if (running != null) {
            running.interrupt();
        }
    }
}

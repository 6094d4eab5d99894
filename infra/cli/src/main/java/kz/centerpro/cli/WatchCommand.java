package kz.centerpro.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.EventStream;
import kz.centerpro.cli.client.EventTail;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.StreamEvent;
import kz.centerpro.cli.client.StreamListener;
import kz.centerpro.cli.client.TokenSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows a box, or several. */
@Command(name = "watch", description = "Follow your box live, or several that you may read; after a cut the stream goes on where it was. "
        + "With --json, each event is one line.")
final class WatchCommand extends Reporting implements Callable<Integer> {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(names = "--token", description = "an access token instead of a key (default: $CENTER_TOKEN)")
    private @Nullable String token;

    @Option(names = "--rsocket", description = "over RSocket on TCP instead of server-sent events")
    private boolean rsocket;

    @Option(names = "--rsocket-address", paramLabel = "HOST:PORT", description = "where RSocket answers")
    private @Nullable String rsocketAddress;

    @Option(names = "--after", paramLabel = "CURSOR", description = "go on after this cursor; 'top' for new events only (default: all that is kept)")
    private @Nullable String after;

    @Option(names = "--types", paramLabel = "TYPE", split = ",", description = "only events of these types")
    private List<String> types = new ArrayList<>();

    @Option(names = "--box", paramLabel = "NUMBER", split = ",", description = "these boxes in place of your own; GET /v1/delegations/received names those of others")
    private List<Long> boxes = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "end after N events")
    private long limit;

    @Override
    public Integer call() throws IOException {
        HubAddress address = hub.address();
        HubClient client = new HubClient(address.http());
        TokenSource tokens = tokens(client, address);
        Printing printing = new Printing();
        if (rsocket) {
            tail(address, tokens).follow(printing);
        } else {
            new EventStream(client, tokens, after, types, boxes).follow(printing);
        }
        return Exit.GOOD;
    }

    private TokenSource tokens(HubClient client, HubAddress address) {
        String given = token == null && !key.given() ? System.getenv("CENTER_TOKEN") : token;
        if (given != null) {
            return TokenSource.fixed(given);
        }
        return new Account(client, key.signer(address), hub.retry(line -> err().println("center: " + line)));
    }

    private EventTail tail(HubAddress address, TokenSource tokens) {
        String named = rsocketAddress;
        if (named == null) {
            return new EventTail(address.rsocketHost(), address.rsocketPort(), tokens, after, types, boxes);
        }
        int colon = named.lastIndexOf(':');
        if (colon < 1 || !named.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw CommandFailure.unreadable("--rsocket-address is HOST:PORT");
        }
        return new EventTail(named.substring(0, colon), Integer.parseInt(named.substring(colon + 1)), tokens, after,
                types, boxes);
    }

    private final class Printing implements StreamListener {

        private final AtomicLong count = new AtomicLong();

        @Override
        public void opened(String from, String top) {
            err().println("center: following from " + from + ", the box is at " + top);
        }

        @Override
        public void cut(String why) {
            err().println("center: cut (" + why + "); going on");
        }

        @Override
        public boolean event(StreamEvent event) {
            String of = boxes.size() > 1 ? "box " + event.box() + "  " : "";
            out().println(json() ? event.json() : of + EventLine.of(event));
            long seen = count.incrementAndGet();
            return limit == 0 || seen < limit;
        }
    }
}

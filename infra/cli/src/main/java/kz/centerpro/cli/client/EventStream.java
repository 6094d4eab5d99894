package kz.centerpro.cli.client;

import java.io.IOException;
import java.util.List;
import kz.centerpro.client.Ask;
import org.jspecify.annotations.Nullable;

/** A box, or several, over server-sent events. Reconnects by itself and goes on after the last event heard. */
public final class EventStream {

    private final HubClient hub;
    private final TokenSource tokens;
    private final Ask ask;

    /** {@code after} is a cursor, {@code top}, or null for the oldest event kept; no boxes mean the own one. */
    public EventStream(HubClient hub, TokenSource tokens, @Nullable String after, List<String> types,
            List<Long> boxes) {
        this.hub = hub;
        this.tokens = tokens;
        this.ask = StreamBridge.ask(after, types, boxes);
    }

    /** Follows until the listener has enough; throws what no reconnection can heal. */
    public void follow(StreamListener listener) throws IOException {
        StreamBridge.follow(hub.base(), tokens, listener, (client, watcher) -> client.events(ask, watcher));
    }
}

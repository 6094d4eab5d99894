package kz.centerpro.cli.client;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import kz.centerpro.client.Ask;
import org.jspecify.annotations.Nullable;

/** A box, or several, over RSocket on TCP. Reconnects by itself and goes on after the last event heard. */
public final class EventTail {

    private final String host;
    private final int port;
    private final TokenSource tokens;
    private final Ask ask;

    /** {@code after} is a cursor, {@code top}, or null for the oldest event kept; no boxes mean the own one. */
    public EventTail(String host, int port, TokenSource tokens, @Nullable String after, List<String> types,
            List<Long> boxes) {
        this.host = host;
        this.port = port;
        this.tokens = tokens;
        this.ask = StreamBridge.ask(after, types, boxes);
    }

    /** Follows until the listener has enough; throws what no reconnection can heal. */
    public void follow(StreamListener listener) throws IOException {
        StreamBridge.follow(URI.create("http://" + host), tokens, listener,
                (client, watcher) -> client.eventsOverRSocket(host, port, ask, watcher));
    }
}

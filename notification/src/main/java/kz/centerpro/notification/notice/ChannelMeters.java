package kz.centerpro.notification.notice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import kz.centerpro.contracts.wire.MeterNames;

/** What the outbound channels measure. Meters are made once. */
public final class ChannelMeters {

    private final Counter placed;
    private final Counter parked;
    private final Map<Channel, Map<Attempt.Outcome, Counter>> attempts = new EnumMap<>(Channel.class);

    public ChannelMeters(MeterRegistry registry) {
        this.placed = Counter.builder(MeterNames.NOTICES_PLACED).description("notices placed in cabinets")
                .register(registry);
        this.parked = Counter.builder(MeterNames.NOTICES_PARKED)
                .description("events that no notice could be made of").register(registry);
        for (Channel channel : Channel.values()) {
            Map<Attempt.Outcome, Counter> outcomes = new EnumMap<>(Attempt.Outcome.class);
            for (Attempt.Outcome outcome : Attempt.Outcome.values()) {
                if (channel != Channel.CABINET) {
                    outcomes.put(outcome, Counter.builder(MeterNames.DISPATCHES)
                            .tag(MeterNames.KIND, channel.label()).tag(MeterNames.OUTCOME, outcome.label())
                            .description("attempts to send a notice").register(registry));
                }
            }
            attempts.put(channel, outcomes);
        }
    }

    void placed(int notices, int events) {
        placed.increment(notices);
        parked.increment(events);
    }

    public void attempted(Channel channel, Attempt.Outcome outcome) {
        Objects.requireNonNull(Objects.requireNonNull(attempts.get(channel)).get(outcome)).increment();
    }
}

package kz.centerpro.hub.certificate;

import java.time.Instant;

/** A stretch of time: {@code from} is in it, {@code until} is not. */
public record Span(Instant from, Instant until) {

    static final Span ALWAYS = new Span(Instant.MIN, Instant.MAX);

    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}

package kz.centerpro.notification.rsocket;

import java.time.Clock;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.notification.consumer.ConsumerDesk;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.stream.Feed;

/** What all connections share. */
record Desk(Feed feed, ConsumerDesk consumers, TokenVerifier tokens, Clock clock, WireJson json, Refusals refusals,
        RSocketLimits limits, StreamMeters meters) {}

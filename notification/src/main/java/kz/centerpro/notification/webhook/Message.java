package kz.centerpro.notification.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.notification.kernel.WireJson;

/** One page as it is sent: {@code {"type":…,"timestamp":…,"data":{"events":[…],"cursor":…}}}. */
final class Message {

    static final String TYPE = "kz.centerpro.events.page";
    static final String CHALLENGE = "kz.centerpro.webhook.challenge";

    private final String id;
    private final long from;
    private final long until;
    private final long position;
    private final int events;
    private final byte[] body;

    private Message(String id, long from, long until, long position, int events, byte[] body) {
        this.id = id;
        this.from = from;
        this.until = until;
        this.position = position;
        this.events = events;
        this.body = body;
    }

    /**
     * The first of {@code events} that fit into {@code bytesMax}, at least one. {@code position} is for all of them.
     */
    static Message page(Claim claim, List<EventEnvelope> events, long position, int bytesMax, Instant now,
            WireJson json) {
        List<byte[]> taken = new ArrayList<>(events.size());
        int size = 0;
        for (EventEnvelope event : events) {
            byte[] text = json.event(event);
            if (!taken.isEmpty() && size + text.length > bytesMax) {
                break;
            }
            taken.add(text);
            size += text.length;
        }
        long until = seq(events.get(taken.size() - 1));
        long reached = taken.size() == events.size() ? position : until;
        return new Message(id(claim.id(), claim.cursor(), until, claim.round()), claim.cursor().seq(), until, reached,
                taken.size(), body(taken, new Cursor(claim.cursor().epoch(), reached), now));
    }

    /** One event once more; the cursor in it is where the webhook stands anyway. */
    static Message single(Claim claim, EventEnvelope event, Instant now, WireJson json) {
        long seq = seq(event);
        Cursor before = new Cursor(claim.cursor().epoch(), seq - 1);
        return new Message(id(claim.id(), before, seq, claim.round()) + "_again_" + now.toEpochMilli(), seq - 1, seq,
                claim.cursor().seq(), 1, body(List.of(json.event(event)), claim.cursor(), now));
    }

    /** The question whether the receiver wants this at all, which comes before the first event. */
    static Message challenge(Claim claim, String challenge, Instant now) {
        byte[] body = ascii("{\"type\":\"" + CHALLENGE + "\",\"timestamp\":\"" + WireTime.format(now)
                + "\",\"data\":{\"challenge\":\"" + challenge + "\"}}");
        return new Message("msg_" + claim.id() + "_challenge_" + claim.round(), claim.cursor().seq(),
                claim.cursor().seq(), claim.cursor().seq(), 0, body);
    }

    /** The same for every attempt at the same events in the same round. */
    String id() {
        return id;
    }

    /** seq before the first event. */
    long from() {
        return from;
    }

    /** seq of the last event. */
    long until() {
        return until;
    }

    /** The webhook's seq when the page was taken. */
    long position() {
        return position;
    }

    int events() {
        return events;
    }

    /** Not to be changed. */
    byte[] body() {
        return body;
    }

    static long seq(EventEnvelope event) {
        return Long.parseLong(event.sequence());
    }

    private static String id(UUID webhook, Cursor from, long until, int round) {
        return "msg_" + webhook + "_" + from.epoch() + "_" + from.seq() + "_" + until + "_" + round;
    }

    private static byte[] body(List<byte[]> events, Cursor cursor, Instant now) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("{\"type\":\"" + TYPE + "\",\"timestamp\":\"" + WireTime.format(now)
                + "\",\"data\":{\"events\":["));
        for (int i = 0; i < events.size(); i++) {
            body.writeBytes(ascii(i == 0 ? "" : ","));
            body.writeBytes(events.get(i));
        }
        body.writeBytes(ascii("],\"cursor\":\"" + cursor.encode() + "\"}}"));
        return body.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

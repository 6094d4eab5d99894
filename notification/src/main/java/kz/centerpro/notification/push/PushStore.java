package kz.centerpro.notification.push;

import io.r2dbc.spi.Readable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.notice.DeviceView;
import kz.centerpro.contracts.notice.PushSubscriptionView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.notification.notice.Dispatch;
import kz.centerpro.notification.notice.Hashes;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The tables of push subscriptions and of devices. */
public final class PushStore {

    private static final String SUBSCRIBE = """
            insert into notification.push_subscription as s (box_id, subscription_id, endpoint, endpoint_sha256, p256dh,
                   auth, created_at)
            select :box, :id, :endpoint, decode(:hash, 'hex'), :p256dh, :auth, :now
             where (select count(*) from notification.push_subscription where box_id = :box) < :most
                or exists (select from notification.push_subscription
                            where box_id = :box and endpoint_sha256 = decode(:hash, 'hex'))
            on conflict (box_id, endpoint_sha256) do update set p256dh = excluded.p256dh, auth = excluded.auth
            returning s.subscription_id as id, s.endpoint, encode(s.endpoint_sha256, 'hex') as hash, s.created_at""";
    private static final String SUBSCRIPTIONS = """
            select subscription_id as id, endpoint, encode(endpoint_sha256, 'hex') as hash, created_at
              from notification.push_subscription
             where box_id = :box order by created_at, subscription_id""";
    private static final String UNSUBSCRIBE = """
            delete from notification.push_subscription where box_id = :box and subscription_id = :id""";
    private static final String ENROL = """
            insert into notification.device as d (box_id, device_id, platform, token, token_sha256, created_at)
            select :box, :id, :platform, :token, decode(:hash, 'hex'), :now
             where (select count(*) from notification.device where box_id = :box) < :most
                or exists (select from notification.device
                            where box_id = :box and token_sha256 = decode(:hash, 'hex'))
            on conflict (box_id, token_sha256) do nothing
            returning d.device_id as id, d.platform, d.created_at""";
    private static final String DEVICES = """
            select device_id as id, platform, created_at from notification.device
             where box_id = :box %s order by created_at, device_id""";
    private static final String FORGET = """
            delete from notification.device where box_id = :box and device_id = :id""";

    private static final String PUSH = """
            select s.endpoint, s.p256dh, s.auth, n.document, n.language, n.seq, r.epoch
              from notification.push_subscription s
              join notification.notice n on n.box_id = s.box_id and n.notice_id = :notice
              join notification.notice_box r on r.box_id = s.box_id
             where s.box_id = :box and s.subscription_id = :target""";
    private static final String WAKE = """
            select platform, token from notification.device where box_id = :box and device_id = :target""";

    private final DatabaseClient client;

    public PushStore(DatabaseClient client) {
        this.client = client;
    }

    /** Empty when the box has its {@code most}. The same endpoint again is the same subscription with new keys. */
    Mono<PushSubscriptionView> subscribe(long box, UUID id, URI endpoint, byte[] p256dh, byte[] auth, Instant now,
            int most) {
        return client.sql(SUBSCRIBE).bind("box", box).bind("id", id).bind("endpoint", endpoint.toString())
                .bind("hash", Hashes.sha256(endpoint.toString())).bind("p256dh", ByteBuffer.wrap(p256dh))
                .bind("auth", ByteBuffer.wrap(auth)).bind("now", now).bind("most", most)
                .map(PushStore::subscription).one();
    }

    Mono<List<PushSubscriptionView>> subscriptions(long box) {
        return client.sql(SUBSCRIPTIONS).bind("box", box).map(PushStore::subscription).all().collectList();
    }

    Mono<Boolean> unsubscribe(long box, UUID id) {
        return client.sql(UNSUBSCRIBE).bind("box", box).bind("id", id).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** Empty when the box has its {@code most}, or has this one already: see {@link #device}. */
    Mono<DeviceView> enrol(long box, UUID id, String platform, String token, Instant now, int most) {
        return client.sql(ENROL).bind("box", box).bind("id", id).bind("platform", platform).bind("token", token)
                .bind("hash", Hashes.sha256(token)).bind("now", now).bind("most", most).map(PushStore::device).one();
    }

    Mono<DeviceView> device(long box, String token) {
        return client.sql(DEVICES.formatted("and token_sha256 = decode(:hash, 'hex')")).bind("box", box)
                .bind("hash", Hashes.sha256(token)).map(PushStore::device).one();
    }

    Mono<List<DeviceView>> devices(long box) {
        return client.sql(DEVICES.formatted("")).bind("box", box).map(PushStore::device).all().collectList();
    }

    Mono<Boolean> forget(long box, UUID id) {
        return client.sql(FORGET).bind("box", box).bind("id", id).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /**
     * What to push where.
     *
     * @param cursor
     *            after which the events go on with the one that this tells of
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Push(URI endpoint, byte[] p256dh, byte[] auth, @Nullable String document, String language, Cursor cursor) {}

    /** Empty when the subscription is gone. */
    Mono<Push> push(Dispatch dispatch) {
        UUID notice = Objects.requireNonNull(dispatch.notice());
        return client.sql(PUSH).bind("box", dispatch.box()).bind("target", dispatch.target()).bind("notice", notice)
                .map(row -> new Push(URI.create(text(row, "endpoint")), bytes(row, "p256dh"), bytes(row, "auth"),
                        row.get("document", String.class), text(row, "language"),
                        new Cursor(Objects.requireNonNull(row.get("epoch", Integer.class)),
                                Math.max(0, Objects.requireNonNull(row.get("seq", Long.class)) - 1))))
                .one();
    }

    /** A device to wake. */
    record Device(String platform, String token) {}

    Mono<Device> wake(Dispatch dispatch) {
        return client.sql(WAKE).bind("box", dispatch.box()).bind("target", dispatch.target())
                .map(row -> new Device(text(row, "platform"), text(row, "token"))).one();
    }

    private static PushSubscriptionView subscription(Readable row) {
        return new PushSubscriptionView(id(row), String.valueOf(URI.create(text(row, "endpoint")).getHost()),
                text(row, "hash"), time(row));
    }

    private static DeviceView device(Readable row) {
        return new DeviceView(id(row), text(row, "platform"), time(row));
    }

    private static String id(Readable row) {
        return Objects.requireNonNull(row.get("id", UUID.class)).toString();
    }

    private static String time(Readable row) {
        return WireTime.format(Objects.requireNonNull(row.get("created_at", Instant.class)));
    }

    private static byte[] bytes(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}

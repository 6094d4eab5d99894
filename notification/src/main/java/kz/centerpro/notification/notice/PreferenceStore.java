package kz.centerpro.notification.notice;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.notice.QuietHours;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The tables of what participants chose and of their e-mail addresses. */
public final class PreferenceStore {

    private static final String CONTACT = """
            insert into notification.contact (box_id, language, unsubscribe) values (:box, :language, :token)
            on conflict (box_id) do update set language = case when :given then excluded.language
                                                               else contact.language end""";
    private static final String CHOOSE = """
            insert into notification.preference (box_id, kind, channel, wanted)
            select :box, split_part(c.key, '/', 1), split_part(c.key, '/', 2), c.value::boolean
              from jsonb_each_text(cast(:choices as jsonb)) c
            on conflict (box_id, kind, channel) do update set wanted = excluded.wanted""";
    private static final String ADDRESSES = """
            select (select a.email from notification.address a
                     where a.box_id = :box and a.confirmed_at is not null and a.ended_at is null) as email,
                   (select a.confirmed_at from notification.address a
                     where a.box_id = :box and a.confirmed_at is not null and a.ended_at is null) as confirmed_at,
                   (select a.email from notification.address a
                     where a.box_id = :box and a.confirmed_at is null and a.ended_at is null
                       and a.code_until > :now) as pending,
                   (select a.code_until from notification.address a
                     where a.box_id = :box and a.confirmed_at is null and a.ended_at is null
                       and a.code_until > :now) as pending_until,
                   (select to_char(c.quiet_from, 'HH24:MI') from notification.contact c
                     where c.box_id = :box) as quiet_from,
                   (select to_char(c.quiet_to, 'HH24:MI') from notification.contact c
                     where c.box_id = :box) as quiet_to""";
    private static final String QUIET = """
            select notification.set_quiet(:box, cast(:from as time), cast(:to as time), :now)""";

    private static final String ASKED = """
            select (select count(*) from notification.address a
                     where a.box_id = :box and a.asked_at > :now - interval '1 hour')::int as lately,
                   (select count(*) from notification.address a where a.sha256 = decode(:hash, 'hex')
                     and a.asked_at > :now - interval '1 day')::int as address""";

    // The former one that waited ends, the new one waits, and its code is queued: one statement.
    private static final String ASK = """
            with ended as (
              update notification.address set ended_at = :now, code = null
               where box_id = :box and confirmed_at is null and ended_at is null returning address_id),
            made as (
              insert into notification.address (box_id, address_id, email, masked, sha256, asked_at, code, code_until)
              select :box, :id, :email, :masked, decode(:hash, 'hex'), :now, :code, :until
                from (select count(*) from ended) after_that
              returning address_id)
            insert into notification.dispatch (box_id, dispatch_id, kind, channel, target_id, target, target_sha256,
                   state, created_at, next_at)
            select :box, gen_random_uuid(), 'ADDRESS_CODE', 'EMAIL', made.address_id, :masked, decode(:hash, 'hex'),
                   'QUEUED', :now, :now from made""";
    private static final String TRY = """
            update notification.address set tries = tries + 1
             where box_id = :box and confirmed_at is null and ended_at is null and code_until > :now
               and tries < :most
            returning address_id, code""";
    private static final String CONFIRM = """
            with former as (
              update notification.address set ended_at = :now
               where box_id = :box and confirmed_at is not null and ended_at is null and address_id <> :id
              returning address_id)
            update notification.address a set confirmed_at = :now, code = null
              from (select count(*) from former) after_that
             where a.box_id = :box and a.address_id = :id and a.confirmed_at is null and a.ended_at is null""";
    private static final String WITHDRAW = """
            update notification.address set ended_at = :now, code = null where box_id = :box and ended_at is null""";
    private static final String BOX = "select c.box_id, c.language from notification.contact c where c.unsubscribe = :token";

    // The address itself goes: what says no for it is its hash.
    private static final String STOP = """
            with stopped as (
              insert into notification.mail_stop (sha256, stopped_at)
              select i.sha256, :now from notification.invitee i where i.stop = :token
              on conflict do nothing returning sha256)
            update notification.invitee i set email = null from stopped s where i.sha256 = s.sha256""";

    private final DatabaseClient client;
    private final JsonMapper json;

    public PreferenceStore(DatabaseClient client, JsonMapper json) {
        this.client = client;
        this.json = json;
    }

    /** Makes the contact if there is none; changes its language if one is given. {@code token} is for a new one. */
    Mono<Void> contact(long box, @Nullable String language, UUID token) {
        return client.sql(CONTACT).bind("box", box)
                .bind("language", language == null ? Settings.LANGUAGE_AT_FIRST : language)
                .bind("given", language != null).bind("token", token).then();
    }

    /** {@code choices} are by {@code KIND/CHANNEL}. */
    Mono<Void> choose(long box, Map<String, Boolean> choices) {
        return client.sql(CHOOSE).bind("box", box).bind("choices", json.writeValueAsString(choices)).then();
    }

    /** Of a box that has a contact; null, null for none. */
    Mono<Void> quiet(long box, @Nullable String from, @Nullable String to, Instant now) {
        DatabaseClient.GenericExecuteSpec call = client.sql(QUIET).bind("box", box).bind("now", now);
        call = from == null ? call.bindNull("from", String.class) : call.bind("from", from);
        return (to == null ? call.bindNull("to", String.class) : call.bind("to", to)).then();
    }

    /** The confirmed address and the one that waits, and the hours in which none is written to. */
    record Addresses(@Nullable String email, @Nullable Instant confirmedAt, @Nullable String pending,
            @Nullable Instant pendingUntil, @Nullable QuietHours quiet) {}

    Mono<Addresses> addresses(long box, Instant now) {
        return client.sql(ADDRESSES).bind("box", box).bind("now", now)
                .map(row -> new Addresses(row.get("email", String.class), row.get("confirmed_at", Instant.class),
                        row.get("pending", String.class), row.get("pending_until", Instant.class),
                        row.get("quiet_from") == null
                                ? null
                                : new QuietHours(text(row, "quiet_from"), text(row, "quiet_to"))))
                .one();
    }

    /**
     * @param lately
     *            addresses asked for by the box in the last hour
     * @param address
     *            times that anybody asked for this address in the last day
     */
    record Asked(int lately, int address) {}

    Mono<Asked> asked(long box, Email email, Instant now) {
        return client.sql(ASKED).bind("box", box).bind("hash", email.sha256()).bind("now", now)
                .map(row -> new Asked(number(row, "lately"), number(row, "address"))).one();
    }

    Mono<Void> ask(long box, UUID id, Email email, String code, Instant now, Instant until) {
        return client.sql(ASK).bind("box", box).bind("id", id).bind("email", email.text())
                .bind("masked", email.masked()).bind("hash", email.sha256()).bind("code", code).bind("now", now)
                .bind("until", until).then();
    }

    /** An address that waits for its code. */
    record Pending(UUID id, String code) {

        @Override
        public String toString() {
            return "Pending[" + id + "]";
        }
    }

    /** Counts a try; empty when there is nothing to confirm, or it was tried too often. */
    Mono<Pending> tried(long box, Instant now, int most) {
        return client.sql(TRY).bind("box", box).bind("now", now).bind("most", most)
                .map(row -> new Pending(Objects.requireNonNull(row.get("address_id", UUID.class)),
                        text(row, "code")))
                .one();
    }

    Mono<Boolean> confirm(long box, UUID address, Instant now) {
        return client.sql(CONFIRM).bind("box", box).bind("id", address).bind("now", now).fetch().rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> withdraw(long box, Instant now) {
        return client.sql(WITHDRAW).bind("box", box).bind("now", now).then();
    }

    /** Whose link it is. */
    record Owner(long box, String language) {}

    Mono<Owner> owner(UUID token) {
        return client.sql(BOX).bind("token", token)
                .map(row -> new Owner(Objects.requireNonNull(row.get("box_id", Long.class)), text(row, "language")))
                .all().collectList().flatMap(found -> Mono.justOrEmpty(first(found)));
    }

    Mono<String> invitationLanguage(UUID token) {
        return client.sql("select i.language from notification.invitee i where i.stop = :token").bind("token", token)
                .map(row -> text(row, "language")).one();
    }

    Mono<Void> stopInvitations(UUID token, Instant now) {
        return client.sql(STOP).bind("token", token).bind("now", now).then();
    }

    private static @Nullable Owner first(List<Owner> found) {
        return found.isEmpty() ? null : found.getFirst();
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static int number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Integer.class));
    }
}

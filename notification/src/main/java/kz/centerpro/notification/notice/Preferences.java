package kz.centerpro.notification.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.notice.PreferencesRequest;
import kz.centerpro.contracts.notice.PreferencesView;
import kz.centerpro.contracts.notice.QuietHours;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.notification.kernel.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a participant wants to be told where, and its e-mail address, which is used only after it was confirmed. */
public final class Preferences {

    private static final Duration CODE_LIFE = Duration.ofMinutes(30);
    private static final Pattern HOUR = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final int CODES = 100_000_000;
    private static final int TRIES_MAX = 5;
    private static final int ASKED_BY_BOX_MAX = 5;
    private static final int ASKED_FOR_ADDRESS_MAX = 5;

    private final NoticeStore notices;
    private final PreferenceStore store;
    private final Runnable queued;
    private final boolean mails;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param queued
     *            called when there is an e-mail to send
     * @param mails
     *            false where no mail server is configured, so that no address can be confirmed
     */
    public Preferences(NoticeStore notices, PreferenceStore store, Runnable queued, boolean mails, Ids ids,
            Clock clock) {
        this.notices = notices;
        this.store = store;
        this.queued = queued;
        this.mails = mails;
        this.ids = ids;
        this.clock = clock;
        random.nextInt(); // is seeded here, not on an event loop
    }

    Mono<PreferencesView> show(long box) {
        return Mono.defer(() -> Mono.zip(notices.settings(box), store.addresses(box, now()), Preferences::view));
    }

    private static PreferencesView view(Settings settings, PreferenceStore.Addresses addresses) {
        List<PreferencesView.KindView> kinds = new ArrayList<>();
        for (NoticeKind kind : NoticeKind.values()) {
            List<String> obligatory = new ArrayList<>();
            for (Channel channel : List.of(Channel.CABINET, Channel.EMAIL)) {
                if (kind.obligatory(channel)) {
                    obligatory.add(channel.name());
                }
            }
            kinds.add(new PreferencesView.KindView(kind.name(), settings.wants(kind, Channel.CABINET),
                    settings.wants(kind, Channel.EMAIL), settings.wants(kind, Channel.PUSH), obligatory));
        }
        return new PreferencesView(settings.language(), addresses.email(), time(addresses.confirmedAt()),
                addresses.pending(), time(addresses.pendingUntil()), addresses.quiet(), kinds);
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : WireTime.format(at);
    }

    /** What is left out stays. Refuses to switch off what is obligatory, and then changes nothing. */
    Mono<PreferencesView> change(long box, PreferencesRequest asked) {
        return Mono.defer(() -> {
            String language = asked.language();
            if (language != null && !NoticeTexts.LANGUAGES.contains(language)) {
                throw Refusal.field("language", "One of " + NoticeTexts.LANGUAGES + ".");
            }
            Map<String, Boolean> choices = choices(asked.kinds() == null ? List.of() : asked.kinds());
            QuietHours quiet = asked.quietHours();
            return requireHours(quiet).then(store.contact(box, language, ids.next()))
                    .then(choices.isEmpty() ? Mono.empty() : store.choose(box, choices))
                    .then(quiet == null ? Mono.empty() : store.quiet(box, quiet.from(), quiet.to(), now()))
                    .then(Mono.defer(() -> show(box)));
        });
    }

    private static Mono<Void> requireHours(@Nullable QuietHours asked) {
        if (asked == null || (asked.from() == null && asked.to() == null)) {
            return Mono.empty();
        }
        String from = String.valueOf(asked.from());
        String to = String.valueOf(asked.to());
        return HOUR.matcher(from).matches() && HOUR.matcher(to).matches() && !from.equals(to)
                ? Mono.empty()
                : Mono.error(Refusal.field("quietHours",
                        "from and to are two different times of a day, as 22:00; without both there are none."));
    }

    private static Map<String, Boolean> choices(List<PreferencesRequest.KindRequest> kinds) {
        Map<String, Boolean> choices = new LinkedHashMap<>();
        for (PreferencesRequest.KindRequest asked : kinds) {
            NoticeKind kind = NoticeKind.named(String.valueOf(asked.kind()))
                    .orElseThrow(() -> Refusal.field("kinds", "GET /v1/notification-preferences lists the kinds."));
            choose(choices, kind, Channel.CABINET, asked.cabinet());
            choose(choices, kind, Channel.EMAIL, asked.email());
            choose(choices, kind, Channel.PUSH, asked.push());
        }
        return choices;
    }

    private static void choose(Map<String, Boolean> choices, NoticeKind kind, Channel channel,
            @Nullable Boolean wanted) {
        if (wanted == null) {
            return;
        }
        if (!wanted && kind.obligatory(channel)) {
            throw Refusal.field("kinds", kind + " cannot be switched off in " + channel
                    + ": the agreement makes the operator tell it (clause 5.4.3).");
        }
        choices.put(Settings.key(kind.name(), channel.name()), wanted);
    }

    /** Sends a code to the address; the confirmed one stays until this one is confirmed (reading A22). */
    Mono<PreferencesView> ask(long box, @Nullable String typed) {
        return Mono.defer(() -> {
            if (!mails) {
                throw Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                        "This installation sends no e-mail: center.notification.mail.host is not set.");
            }
            Email email = Email.checked("address", typed);
            Instant now = now();
            String code = "%08d".formatted(random.nextInt(CODES));
            return store.asked(box, email, now).doOnNext(Preferences::allowed)
                    .then(store.contact(box, null, ids.next()))
                    .then(store.ask(box, ids.next(), email, code, now, now.plus(CODE_LIFE)))
                    .doOnSuccess(_ -> queued.run()).then(show(box));
        });
    }

    private static void allowed(PreferenceStore.Asked asked) {
        if (asked.lately() >= ASKED_BY_BOX_MAX) {
            throw Refusal.of(ProblemType.RATE_LIMITED, "At most " + ASKED_BY_BOX_MAX + " addresses in an hour.")
                    .retryAfter(Duration.ofHours(1));
        }
        if (asked.address() >= ASKED_FOR_ADDRESS_MAX) {
            throw Refusal.of(ProblemType.RATE_LIMITED, "This address was sent enough codes today.")
                    .retryAfter(Duration.ofDays(1));
        }
    }

    Mono<PreferencesView> confirm(long box, @Nullable String code) {
        return Mono.defer(() -> store.tried(box, now(), TRIES_MAX))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                        "No code waits here: it was used, is too old or was tried too often. Ask for another one.")))
                .filter(pending -> same(pending.code(), code))
                .switchIfEmpty(Mono.error(() -> Refusal.field("code", "It is not the code that was sent.")))
                .flatMap(pending -> store.confirm(box, pending.id(), now())).then(Mono.defer(() -> show(box)));
    }

    private static boolean same(String expected, @Nullable String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII),
                String.valueOf(given).strip().getBytes(StandardCharsets.UTF_8));
    }

    Mono<Void> withdraw(long box) {
        return Mono.defer(() -> store.withdraw(box, now()));
    }

    /** The language of the one whose link this is; refused like a page that does not exist when it is nobody's. */
    Mono<String> language(UUID token) {
        return store.owner(token).switchIfEmpty(Mono.error(Preferences::unknown))
                .map(PreferenceStore.Owner::language);
    }

    /** From a link in an e-mail: switches e-mails of this kind off. */
    Mono<Void> unsubscribe(UUID token, NoticeKind kind) {
        return store.owner(token).switchIfEmpty(Mono.error(Preferences::unknown)).flatMap(
                owner -> store.choose(owner.box(), Map.of(Settings.key(kind.name(), Channel.EMAIL.name()), false)));
    }

    /** The language of an invitation whose link this is. */
    Mono<String> invitationLanguage(UUID token) {
        return store.invitationLanguage(token).switchIfEmpty(Mono.error(Preferences::unknown));
    }

    /** From a link in an invitation: this address takes no more of them, from nobody (clause 4.3.5). */
    Mono<Void> stopInvitations(UUID token) {
        return Mono.defer(() -> store.stopInvitations(token, now()));
    }

    /** The kind of a link, which never is an obligatory one. */
    static NoticeKind linked(String name) {
        return NoticeKind.named(name).filter(kind -> !kind.obligatory(Channel.EMAIL)).orElseThrow(
                Preferences::unknown);
    }

    static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "Nothing is served under this path.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

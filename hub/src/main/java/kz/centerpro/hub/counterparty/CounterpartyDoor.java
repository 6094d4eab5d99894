package kz.centerpro.hub.counterparty;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.party.CounterpartyChange;
import kz.centerpro.contracts.party.CounterpartyView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Bodies;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PartSink;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Handlers of {@code /v1/counterparties} and of invitations. */
final class CounterpartyDoor {

    private static final Set<String> STATES = Set.of(CounterpartyView.CREATED, CounterpartyView.INVITED,
            CounterpartyView.CONNECTED);
    private static final Set<String> LANGUAGES = Set.of("kk", "ru", "en");
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 500;
    private static final int WORDS_MAX = 200;
    private static final int IMPORTS_AT_ONCE = 8;

    private final Counterparties counterparties;
    private final Directory directory;
    private final Invitations invitations;
    private final Agreement agreement;
    private final Callers callers;
    private final CounterpartyProperties settings;
    private final MinuteMeter openings;
    private final Admission imports = new Admission(IMPORTS_AT_ONCE, 1, "lists", "send it when the other is done.");

    CounterpartyDoor(Counterparties counterparties, Directory directory, Invitations invitations, Agreement agreement,
            Callers callers, CounterpartyProperties settings, MinuteMeter openings) {
        this.counterparties = counterparties;
        this.directory = directory;
        this.invitations = invitations;
        this.agreement = agreement;
        this.callers = callers;
        this.settings = settings;
        this.openings = openings;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        CounterpartyStore.Filter filter = new CounterpartyStore.Filter(words(request), filled(request, "group"),
                state(request), blocked(request));
        int limit = limit(request);
        return owner(request).flatMap(caller -> directory.page(caller.box(), filter, filled(request, "after"), limit))
                .flatMap(page -> ServerResponse.ok().bodyValue(page));
    }

    Mono<ServerResponse> one(ServerRequest request) {
        TaxNumber key = key(request);
        return owner(request).flatMap(caller -> counterparties.get(caller.box(), key)
                .flatMap(entry -> directory.view(caller.box(), entry)))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> put(ServerRequest request) {
        TaxNumber key = key(request);
        return owner(request).flatMap(caller -> request.bodyToMono(CounterpartyChange.class)
                .defaultIfEmpty(new CounterpartyChange(null, null, null))
                .flatMap(change -> counterparties.put(caller.box(), key, change))
                .flatMap(put -> directory.view(caller.box(), put.entry())
                        .flatMap(view -> (put.fresh()
                                ? ServerResponse.created(URI.create(request.uri().getRawPath()))
                                : ServerResponse.ok()).bodyValue(view))));
    }

    Mono<ServerResponse> drop(ServerRequest request) {
        TaxNumber key = key(request);
        return owner(request).flatMap(caller -> counterparties.drop(caller.box(), key))
                .then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> invite(ServerRequest request) {
        TaxNumber key = key(request);
        Mono<InvitationRequest> body = request.headers().contentType().isPresent()
                ? request.bodyToMono(InvitationRequest.class)
                : Mono.empty();
        return owner(request).flatMap(caller -> body.defaultIfEmpty(new InvitationRequest(null, null))
                .flatMap(asked -> invitations.invite(caller.box(), key, caller.signatory(), letter(asked))))
                .flatMap(invited -> ServerResponse.status(invited.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                        .bodyValue(invited.invitation()));
    }

    /** What is asked beside the link: that the hub sends it. */
    record InvitationRequest(@Nullable String email, @Nullable String language) {}

    private static Invitations.@Nullable Letter letter(InvitationRequest asked) {
        String language = asked.language() == null ? Invitations.Letter.LANGUAGE : asked.language();
        if (!LANGUAGES.contains(language)) {
            throw Refusal.field("language", "One of kk, ru, en.");
        }
        return asked.email() == null
                ? null
                : new Invitations.Letter(Email.checked("email", asked.email()), language);
    }

    /** The file is the body, whatever its Content-Type. */
    Mono<ServerResponse> take(ServerRequest request) {
        boolean dryRun = request.queryParam("dryRun").map(Boolean::parseBoolean).orElse(false);
        Sinks.One<byte[]> file = Sinks.one();
        return owner(request).flatMap(caller -> imports.admit(caller.box(),
                Bodies.whole(request, PartSink.collecting(CounterpartyFile.BYTES_MAX, bytes -> {
                    file.tryEmitValue(bytes).orThrow();
                    return Mono.empty();
                })).then(file.asMono())
                        .map(bytes -> CounterpartyFile.read(bytes, settings.importRows()))
                        .flatMap(read -> counterparties.take(caller.box(), read, dryRun))))
                .flatMap(done -> ServerResponse.ok().bodyValue(done));
    }

    /** For anybody with the link. */
    Mono<ServerResponse> open(ServerRequest request) {
        openings.count(request.remoteAddress().map(from -> from.getAddress().getHostAddress()).orElse(""));
        return invitations.open(request.pathVariable("code")).flatMap(open -> ServerResponse.ok().bodyValue(open));
    }

    /** Who has accepted the offer: a list tells who is here, as the look-up does (clause 4.3.9). */
    private Mono<Caller> owner(ServerRequest request) {
        Caller caller = callers.of(request);
        return agreement.requireAccepted(caller.registeredParticipant()).thenReturn(caller);
    }

    private static TaxNumber key(ServerRequest request) {
        return EntryPolicy.key(request.pathVariable("country"), request.pathVariable("taxId"));
    }

    private static @Nullable String words(ServerRequest request) {
        String words = filled(request, "q");
        if (words != null && words.length() > WORDS_MAX) {
            throw Refusal.field("q", "At most " + WORDS_MAX + " characters.");
        }
        return words == null ? null : words.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String state(ServerRequest request) {
        String state = filled(request, "state");
        if (state != null && !STATES.contains(state)) {
            throw Refusal.field("state", "Use CREATED, INVITED or CONNECTED.");
        }
        return state;
    }

    private static @Nullable Boolean blocked(ServerRequest request) {
        String blocked = filled(request, "blocked");
        return blocked == null ? null : Boolean.valueOf(blocked);
    }

    private static int limit(ServerRequest request) {
        Optional<String> typed = request.queryParam("limit");
        try {
            int limit = typed.map(Integer::parseInt).orElse(PAGE_DEFAULT);
            if (limit >= 1 && limit <= PAGE_MAX) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // as any other number out of range
        }
        throw Refusal.of(ProblemType.INVALID_FIELD, "Give a limit from 1 to " + PAGE_MAX + ".").with("field", "limit");
    }

    private static @Nullable String filled(ServerRequest request, String name) {
        return request.queryParam(name).map(String::strip).filter(text -> !text.isEmpty()).orElse(null);
    }
}

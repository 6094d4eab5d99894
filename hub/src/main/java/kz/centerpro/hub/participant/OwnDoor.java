package kz.centerpro.hub.participant;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import kz.centerpro.contracts.access.SignatoryPage;
import kz.centerpro.contracts.party.RequisitesRequest;
import kz.centerpro.contracts.party.RequisitesView;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of what a participant keeps about itself: requisites by version, and who signs in for it. */
final class OwnDoor {

    private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    private final Participants participants;
    private final RequisitesStore requisites;
    private final Callers callers;
    private final Tools tools;

    /** What the room's configuration hands over. */
    record Tools(Bell bell, Ids ids, Clock clock) {}

    OwnDoor(Participants participants, RequisitesStore requisites, Callers callers, Tools tools) {
        this.participants = participants;
        this.requisites = requisites;
        this.callers = callers;
        this.tools = tools;
    }

    Mono<ServerResponse> signatories(ServerRequest request) {
        return participants.signatories(callers.of(request).registeredParticipant()).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new SignatoryPage(items)));
    }

    Mono<ServerResponse> requisites(ServerRequest request) {
        Caller caller = callers.of(request);
        return participants.get(caller.registeredParticipant())
                .flatMap(self -> requisites.list(self.boxId()).concatWithValues(registered(self)).collectList())
                .flatMap(OwnDoor::page);
    }

    /** A person reports; a repeat of the newest version is answered as the first time (design, decision 6). */
    Mono<ServerResponse> change(ServerRequest request) {
        Caller caller = callers.of(request);
        Instant now = tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        return Mono.zip(participants.get(caller.registeredParticipant()),
                participants.getSignatory(caller.signatory()),
                request.bodyToMono(RequisitesRequest.class).switchIfEmpty(
                        Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed."))))
                .flatMap(all -> {
                    RequisitesRequest declared = RequisitesPolicy.checked(all.getT3(), today);
                    LocalDate day = RequisitesPolicy.day(declared.changedOn(), today);
                    return requisites.add(all.getT1().boxId(), declared, day, RequisitesPolicy.isLate(day, today),
                            new RequisitesStore.Reported(all.getT2().id(), tools.ids().next(), now))
                            .doOnNext(top -> tools.bell().ring(List.of(top)))
                            .thenMany(requisites.list(all.getT1().boxId()))
                            .concatWithValues(registered(all.getT1())).collectList();
                }).flatMap(OwnDoor::page);
    }

    private static Mono<ServerResponse> page(List<RequisitesView> items) {
        return ServerResponse.ok().bodyValue(new RequisitesView.Page(items));
    }

    private static RequisitesView registered(Participant self) {
        SelfDeclared typed = self.selfDeclared();
        return new RequisitesView(0, typed.name() == null ? self.name() : typed.name(), typed.address(), typed.email(),
                typed.phone(), null, null, null, null, null, null, typed.at(), false, typed.by());
    }
}

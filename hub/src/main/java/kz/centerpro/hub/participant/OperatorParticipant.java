package kz.centerpro.hub.participant;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.eventlog.NewEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The operator as a participant of its own hub, with a box that its people may sign in to like anybody. It makes the
 * offer and so accepts none.
 */
public final class OperatorParticipant {

    private final ParticipantStore store;
    private final Registrar.Tools tools;
    private volatile @Nullable Participant known;

    OperatorParticipant(ParticipantStore store, Registrar.Tools tools) {
        this.store = store;
        this.tools = tools;
    }

    /** The one that was found before; empty until then. */
    public Mono<Participant> known() {
        return Mono.justOrEmpty(known);
    }

    /**
     * The participant of the legal entity that a proved certificate names, registered and active; made when it is not
     * there yet.
     */
    public Mono<Participant> of(CertificateHolder holder) {
        String bin = holder.bin();
        if (bin == null || holder.regime() != SignatureRegime.EDS) {
            return Mono.error(new IllegalStateException("the operator's certificate names no legal entity (BIN)"));
        }
        return active(bin).switchIfEmpty(Mono.defer(() -> made(bin, holder)))
                .switchIfEmpty(Mono.defer(() -> active(bin)))
                .doOnNext(found -> known = found);
    }

    private Mono<Participant> active(String bin) {
        return store.findByTaxId(Participant.KAZAKHSTAN, bin).filter(Participant::isActive);
    }

    private Mono<Participant> made(String bin, CertificateHolder holder) {
        Instant now = tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return tools.tx().in(store.findByTaxId(Participant.KAZAKHSTAN, bin)
                .switchIfEmpty(
                        Mono.defer(() -> store.address(Participant.KAZAKHSTAN, bin, tools.ids().next()))
                                .flatMap(address -> registered(address, bin, holder, now)))
                .flatMap(found -> store.activate(found.id(), now).thenReturn(found))).then(active(bin));
    }

    /** Empty when another node was first. */
    private Mono<Participant> registered(Address address, String bin, CertificateHolder holder, Instant now) {
        String name = holder.organization() == null ? holder.name() : holder.organization();
        Participant made = new Participant(address.participant(), address.box(), ParticipantKind.LEGAL_ENTITY,
                Participant.KAZAKHSTAN, bin, name, SignatureRegime.EDS, ParticipantStatus.REGISTERED, now,
                new SelfDeclared(null, null, null, null, null, null, WireTime.format(now), "operator"));
        return store.insert(made, Map.of("at", WireTime.format(now), "operator", true, "certificate",
                holder.certificateSha256()))
                .flatMap(inserted -> tools.events().append(now, List.of(event(inserted))).thenReturn(inserted));
    }

    private NewEvent event(Participant made) {
        String data = tools.json().writeValueAsString(Map.of("participantId", made.id().toString(), "kind",
                made.kind(), "country", made.country(), "taxId", made.taxId(), "name", made.name(), "regime",
                made.regime()));
        return new NewEvent(made.boxId(), tools.ids().next(), EventTypes.ACCOUNT_REGISTERED, made.id().toString(),
                data);
    }
}

package kz.centerpro.hub.authority;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The use cases of the operator's authority (clauses 1.7, 7.1.2). */
final class EsAuthority {

    private static final int PENDING_SHOWN_MAX = 200;
    private static final int SECRET_BYTES = 32;
    private static final int SERIAL_BYTES = 16;
    /** A list that was signed serves for so long, unless a revocation comes. */
    private static final Duration LIST_KEPT = Duration.ofMinutes(10);
    /** RFC 5280, 5.3.1: those that a holder or the staff may give. */
    private static final Map<String, Integer> REASONS = new TreeMap<>(Map.of("unspecified", 0, "keyCompromise", 1,
            "affiliationChanged", 3, "superseded", 4, "cessationOfOperation", 5, "privilegeWithdrawn", 9));

    private final AuthorityStore store;
    private final CertificateIssuer issuer;
    private final RevocationPublisher publisher;
    private final AuthorityKey key;
    private final Tools tools;
    private final AtomicReference<@Nullable SignedList> lastList = new AtomicReference<>();

    /** What every use case needs. */
    record Tools(Tx tx, Bulkhead verify, Ids ids, Clock clock, Participants participants) {}

    /** An application just made, with the secret that is told once. */
    record Made(Application application, String secret) {}

    /** An application with what was issued upon it. */
    record Shown(Application application, @Nullable IssuedCertificate certificate) {}

    @SuppressWarnings("ArrayRecordComponent") // handed out as it is
    private record SignedList(byte[] der, Instant at) {}

    EsAuthority(AuthorityStore store, CertificateIssuer issuer, RevocationPublisher publisher, AuthorityKey key,
            Tools tools) {
        this.store = store;
        this.issuer = issuer;
        this.publisher = publisher;
        this.key = key;
        this.tools = tools;
    }

    byte[] certificate() {
        return Der.encoded(key.certificate().toASN1Structure());
    }

    Mono<Made> apply(Applicant applicant, byte[] csr) {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(tools.ids.secret(SECRET_BYTES));
        return tools.verify.run(() -> CertificationRequest.read(csr)).flatMap(request -> {
            Application made = new Application(tools.ids.next(), tools.clock.instant(), hash(secret), applicant,
                    request.der(), request.keySha256(), Application.PENDING, null, null);
            return store.insert(made).flatMap(fresh -> fresh
                    ? Mono.just(new Made(made, secret))
                    : Mono.error(
                            Refusal.field("csr", "An application with this key was made before: make a new key.")));
        });
    }

    /** For who knows the secret, or the staff; to all others it does not exist. */
    Mono<Shown> show(UUID id, @Nullable String secret, @Nullable Caller caller) {
        return store.find(id).filter(found -> knows(found, secret) || isStaff(caller)).flatMap(this::shown)
                .switchIfEmpty(Mono.error(EsAuthority::noApplication));
    }

    Flux<Application> pending() {
        return store.pending(PENDING_SHOWN_MAX);
    }

    Mono<Shown> approve(UUID id, Caller staff) {
        return store.find(id).switchIfEmpty(Mono.error(EsAuthority::noApplication))
                .flatMap(found -> tools.verify.run(() -> issued(found))
                        .flatMap(made -> tools.tx.in(decided(found, Application.ISSUED, null, staff)
                                .then(store.insert(made)).thenReturn(made)))
                        .flatMap(made -> show(id, null, staff)));
    }

    Mono<Shown> reject(UUID id, String reason, Caller staff) {
        return store.find(id).switchIfEmpty(Mono.error(EsAuthority::noApplication))
                .flatMap(found -> decided(found, Application.REJECTED, reason, staff))
                .then(Mono.defer(() -> show(id, null, staff)));
    }

    private Mono<Void> decided(Application found, String status, @Nullable String reason, Caller staff) {
        return store.decide(found.id(), status, reason, staff.signatory(), tools.clock.instant())
                .flatMap(done -> done
                        ? Mono.empty()
                        : Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                "This application was decided already.")));
    }

    private IssuedCertificate issued(Application found) throws Exception {
        byte[] random = tools.ids.secret(SERIAL_BYTES);
        Instant now = tools.clock.instant();
        CertificationRequest request = CertificationRequest.read(found.request());
        byte[] der = issuer.issue(found.applicant(), request.key(), random, now);
        return new IssuedCertificate(CertificateIssuer.serial(random).toString(16), found.id(), der, Der.sha256(der),
                now, issuer.expiry(now), null, null);
    }

    /** By the staff, by who knows the application's secret, or by the holder signed in with this certificate. */
    Mono<IssuedCertificate> revoke(String serial, @Nullable String reason, @Nullable String secret,
            @Nullable Caller caller) {
        Integer code = REASONS.get(reason == null ? "unspecified" : reason);
        if (code == null) {
            return Mono.error(Refusal.field("reason", "Reasons are " + String.join(", ", REASONS.keySet()) + "."));
        }
        return store.certificate(serial).filterWhen(found -> mayRevoke(found, secret, caller))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "There is no such certificate.")))
                .flatMap(found -> store.revoke(serial, code, tools.clock.instant()))
                .doOnNext(_ -> lastList.set(null)).then(Mono.defer(() -> store.certificate(serial)));
    }

    private Mono<Boolean> mayRevoke(IssuedCertificate found, @Nullable String secret, @Nullable Caller caller) {
        if (isStaff(caller)) {
            return Mono.just(true);
        }
        Mono<Boolean> bySecret = store.find(found.application()).map(application -> knows(application, secret));
        return caller == null
                ? bySecret
                : tools.participants.getSignatory(caller.signatory())
                        .map(signatory -> signatory.holder().certificateSha256().equals(found.sha256()))
                        .flatMap(own -> own ? Mono.just(true) : bySecret);
    }

    /** The list in force; signed anew after a while and after a revocation on this node. */
    Mono<byte[]> list() {
        Instant now = tools.clock.instant();
        SignedList last = lastList.get();
        if (last != null && now.isBefore(last.at().plus(LIST_KEPT))) {
            return Mono.just(last.der());
        }
        return store.revoked().collectList().flatMap(revoked -> tools.verify.run(() -> publisher.list(revoked, now)))
                .doOnNext(der -> lastList.set(new SignedList(der, now)));
    }

    /** An answer in DER, also to a question that cannot be read. */
    Mono<byte[]> answer(byte[] question) {
        return tools.verify.run(() -> publisher.read(question)).flatMap(this::answered)
                .onErrorResume(MalformedSignature.class, _ -> Mono.fromSupplier(RevocationPublisher::malformed));
    }

    private Mono<byte[]> answered(RevocationPublisher.Asked asked) {
        List<String> serials = asked.serials();
        Mono<Map<String, IssuedCertificate>> known = serials.isEmpty()
                ? Mono.just(Map.of())
                : store.certificates(serials)
                        .collect(Collectors.toMap(IssuedCertificate::serial, certificate -> certificate));
        return known.flatMap(found -> tools.verify
                .run(() -> publisher.answer(asked, found, tools.clock.instant())));
    }

    private Mono<Shown> shown(Application found) {
        return found.status().equals(Application.ISSUED)
                ? store.certificateOf(found.id()).map(certificate -> new Shown(found, certificate))
                : Mono.just(new Shown(found, null));
    }

    private static boolean knows(Application application, @Nullable String secret) {
        return secret != null && MessageDigest.isEqual(hash(secret), application.secretHash());
    }

    private static boolean isStaff(@Nullable Caller caller) {
        return caller != null && caller.scopes().contains(Caller.STAFF);
    }

    private static byte[] hash(String secret) {
        return DigestAlgorithm.SHA_256.digest(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal noApplication() {
        return Refusal.of(ProblemType.NOT_FOUND, "There is no such application.");
    }
}

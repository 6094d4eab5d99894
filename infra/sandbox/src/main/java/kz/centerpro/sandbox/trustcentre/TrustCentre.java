package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIMULATOR of a trust centre for development and tests: it issues to invented people and answers OCSP, time-stamp
 * and revocation list requests on 127.0.0.1. Nothing of it has legal force.
 */
public final class TrustCentre implements AutoCloseable {

    /** The password of every key file here, of the people and of the simulator itself. */
    public static final String PASSWORD = "development";

    /** RFC 5280, 5.3.1. */
    public static final int REASON_UNSPECIFIED = 0;
    public static final int REASON_KEY_COMPROMISE = 1;
    public static final int REASON_CESSATION_OF_OPERATION = 5;
    public static final int REASON_CERTIFICATE_HOLD = 6;

    private static final Logger LOG = LoggerFactory.getLogger(TrustCentre.class);

    private final Vault vault;
    private final Clock clock;
    private final TrustCentreUrls urls;
    private final Map<TrustService, Outage> outages = new ConcurrentHashMap<>();
    private final TrustCentreServer server;
    private final boolean temporary;

    private TrustCentre(Vault vault, Clock clock, boolean temporary) {
        this.vault = vault;
        this.clock = clock;
        this.temporary = temporary;
        int port = FreePorts.prefer(vault.port());
        this.urls = new TrustCentreUrls(port);
        if (port != vault.port()) {
            LOG.warn("Port {} is taken: the trust centre simulator answers on {}, but its certificates name the other",
                    vault.port(), port);
        }
        this.server = TrustCentreServer.start(port, this, answers(vault, clock));
        LOG.info("Trust centre DEVELOPMENT SIMULATOR answers at {}", urls.base());
    }

    /**
     * Starts on {@code dir}: makes keys, certificates and people at the first start, and reads them at every later one.
     *
     * @param port
     *            the port to prefer at the first start; a free one is taken when it is busy or 0
     */
    public static TrustCentre start(Path dir, int port) {
        return start(dir, port, Clock.systemUTC());
    }

    /** The same with a clock of the caller's, from which issue, OCSP, CRL and time-stamp times are read. */
    public static TrustCentre start(Path dir, int port, Clock clock) {
        return opened(Vault.open(dir, port, clock), clock, false);
    }

    /** For tests: a fresh folder, deleted at close. */
    public static TrustCentre startTemporary(Clock clock) {
        try {
            return opened(Vault.open(Files.createTempDirectory("center-trust-"), 0, clock), clock, true);
        } catch (IOException e) {
            throw new SandboxException("No temporary folder for the trust centre: " + e.getMessage(), e);
        }
    }

    private static TrustCentre opened(Vault vault, Clock clock, boolean temporary) {
        try {
            return new TrustCentre(vault, clock, temporary);
        } catch (RuntimeException e) {
            vault.close();
            throw e;
        }
    }

    public TrustCentreUrls urls() {
        return urls;
    }

    /** Everybody, in alphabetical order of their ids. */
    public List<Person> people() {
        return vault.people().values().stream().sorted(Comparator.comparing(Person::id)).toList();
    }

    /** One person by id, like {@code individual}, {@code head-a}, {@code non-resident}. */
    public Person person(String id) {
        Person person = vault.people().get(id);
        if (person == null) {
            throw new NoSuchElementException("Nobody here is called '" + id + "'. There are: "
                    + people().stream().map(Person::id).toList());
        }
        return person;
    }

    /** Makes a further person, or returns the one of that id. Not remembered as a person after a restart. */
    public Person issue(PersonProfile profile) {
        return vault.issue(profile);
    }

    public X509CertificateHolder root(KeyKind kind) {
        return vault.hierarchy(kind).root().certificate();
    }

    public X509CertificateHolder intermediate(KeyKind kind) {
        return vault.hierarchy(kind).intermediate().certificate();
    }

    /** The folder with the certificates of roots ({@code gost-root.cer}) and intermediates ({@code gost.cer}), DER. */
    public Path caFolder() {
        return vault.caFolder();
    }

    /**
     * @param reason
     *            of RFC 5280, like {@link #REASON_KEY_COMPROMISE}
     */
    public void revoke(BigInteger serial, int reason) {
        vault.revocations().add(serial, new Revocations.Entry(reason, clock.instant()));
    }

    /** Suspends a certificate until {@link #release}. */
    public void hold(BigInteger serial) {
        revoke(serial, REASON_CERTIFICATE_HOLD);
    }

    /** Ends a hold, or undoes a revocation, which only a simulator may do. */
    public void release(BigInteger serial) {
        vault.revocations().remove(serial);
    }

    /** All services answer 503, or answer again. */
    public void outage(boolean on) {
        for (TrustService service : TrustService.values()) {
            outage(service, on ? Outage.UNAVAILABLE : Outage.NONE);
        }
    }

    public void outage(TrustService service, Outage outage) {
        outages.put(service, outage);
    }

    public Outage outage(TrustService service) {
        return outages.getOrDefault(service, Outage.NONE);
    }

    @Override
    public void close() {
        server.close();
        vault.close();
        if (temporary) {
            try {
                vault.delete();
            } catch (IOException e) {
                LOG.warn("The folder of the trust centre was not deleted: {}", e.getMessage());
            }
        }
    }

    private static TrustAnswers answers(Vault vault, Clock clock) {
        OcspResponder.Issued issued = issuer -> serials(vault, issuer);
        Map<KeyKind, TimeStampResponder> stampers = new EnumMap<>(KeyKind.class);
        for (Hierarchy hierarchy : vault.hierarchies()) {
            if (hierarchy.tsa() != null) {
                stampers.put(hierarchy.kind(), new TimeStampResponder(hierarchy.tsa(), clock));
            }
        }
        return new TrustAnswers(vault, new OcspResponder(vault.hierarchies(), vault.revocations(), issued, clock),
                stampers, new CrlPublisher(vault.revocations(), issued, clock));
    }

    private static Set<BigInteger> serials(Vault vault, Credential issuer) {
        Set<BigInteger> serials = new HashSet<>();
        for (Hierarchy hierarchy : vault.hierarchies()) {
            if (hierarchy.root().equals(issuer)) {
                serials.add(hierarchy.intermediate().certificate().getSerialNumber());
            } else if (hierarchy.intermediate().equals(issuer)) {
                serials.add(hierarchy.ocsp().certificate().getSerialNumber());
                if (hierarchy.tsa() != null) {
                    serials.add(hierarchy.tsa().certificate().getSerialNumber());
                }
                vault.people().values().stream().filter(p -> p.profile().kind() == hierarchy.kind())
                        .forEach(p -> serials.add(p.serial()));
            }
        }
        return serials;
    }
}

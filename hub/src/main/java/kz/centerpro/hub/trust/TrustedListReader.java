package kz.centerpro.hub.trust;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.xml.Dom;
import kz.centerpro.hub.xml.SealedDocument;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Reads a trusted list of ETSI TS 119 612, versions 5 and 6, that one of the pinned operators signed. Pointers to other
 * lists are not followed. A service that cannot be read is left out; a scheme that cannot be read refuses the list.
 */
final class TrustedListReader {

    static final String TSL = "http://uri.etsi.org/02231/v2#";
    static final int BYTES_MAX = 32 * 1024 * 1024;
    static final int SERVICES_MAX = 4_000;
    static final int CERTIFICATES_MAX = 2_000;

    private static final String TAG = "http://uri.etsi.org/19612/TSLTag";
    private static final Set<String> VERSIONS = Set.of("5", "6");
    /** Clause 5.3.15: six months, here with two days for rounding. */
    private static final Duration LIFE_MAX = Duration.ofDays(186);
    private static final Pattern DATE_TIME = Pattern
            .compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final int TEXT_MAX = 80;

    private final Instant now;
    private final List<TrustedList.Authority> authorities = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private int services;

    private TrustedListReader(Instant now) {
        this.now = now;
    }

    /**
     * @param now
     *            before which the list must have been issued; whether it has ended is asked of what is returned
     * @throws MalformedSignature
     *             saying why the list does not count
     */
    static TrustedList read(byte[] bytes, Set<ParsedCertificate> operators, Instant now) throws MalformedSignature {
        return Der.contained("trusted list", () -> {
            SealedDocument sealed = SealedDocument.read(bytes, BYTES_MAX, operators);
            return new TrustedListReader(now).list(sealed.root(), sealed.signer());
        });
    }

    private TrustedList list(Element root, ParsedCertificate operator) throws MalformedSignature {
        if (!Dom.is(root, TSL, "TrustServiceStatusList") || !TAG.equals(Dom.attribute(root, "TSLTag"))) {
            throw new MalformedSignature("it is not a trusted list of ETSI TS 119 612");
        }
        Element scheme = Dom.required(root, TSL, "SchemeInformation");
        String version = text(scheme, "TSLVersionIdentifier");
        if (!VERSIONS.contains(version)) {
            throw new MalformedSignature("version " + shortened(version) + " is not read, only 5 and 6");
        }
        if (ServiceExtensions.haveUnknown(Dom.child(scheme, TSL, "SchemeExtensions"))) {
            throw new MalformedSignature(ServiceExtensions.UNKNOWN);
        }
        String territory = text(scheme, "SchemeTerritory");
        String sequence = text(scheme, "TSLSequenceNumber");
        if (!territory.matches("[A-Z]{2}") || !sequence.matches("[0-9]{1,18}")) {
            throw new MalformedSignature("SchemeTerritory or TSLSequenceNumber is not what it should be");
        }
        Instant issued = instant(Dom.required(scheme, TSL, "ListIssueDateTime"));
        Instant until = until(scheme, issued);
        if (issued.isAfter(now) || !operator.isValidAt(issued)) {
            throw new MalformedSignature("issued at " + issued + ", which is "
                    + (issued.isAfter(now) ? "still to come" : "not within the validity of its signer's certificate"));
        }
        providers(Dom.child(root, TSL, "TrustServiceProviderList"), until);
        return new TrustedList(territory, Long.parseLong(sequence), issued, until, List.copyOf(authorities),
                List.copyOf(leftOut));
    }

    private static Instant until(Element scheme, Instant issued) throws MalformedSignature {
        Element next = Dom.child(Dom.required(scheme, TSL, "NextUpdate"), TSL, "dateTime");
        if (next == null) {
            throw new MalformedSignature("the list is closed: it has no NextUpdate");
        }
        Instant until = instant(next);
        if (until.isBefore(issued) || until.isAfter(issued.plus(LIFE_MAX))) {
            throw new MalformedSignature("NextUpdate " + until + " is not within six months after the issue at "
                    + issued);
        }
        return until;
    }

    private void providers(@Nullable Element providers, Instant until) throws MalformedSignature {
        List<Element> listed = providers == null
                ? List.of()
                : Dom.children(providers, TSL, "TrustServiceProvider");
        for (Element provider : listed) {
            Element information = Dom.required(provider, TSL, "TSPInformation");
            Element services = Dom.child(provider, TSL, "TSPServices");
            if (ServiceExtensions.haveUnknown(Dom.child(information, TSL, "TSPInformationExtensions"))) {
                leftOut.add(name(information, "TSPName") + ": " + ServiceExtensions.UNKNOWN);
                continue;
            }
            for (Element service : services == null
                    ? List.<Element>of()
                    : Dom.children(services, TSL, "TSPService")) {
                service(service, until);
            }
        }
    }

    private void service(Element service, Instant until) throws MalformedSignature {
        if (++services > SERVICES_MAX) {
            throw new MalformedSignature("more than " + SERVICES_MAX + " services");
        }
        try {
            authorities.addAll(ListedService.read(service, until));
        } catch (MalformedSignature unreadable) {
            Element information = Dom.child(service, TSL, "ServiceInformation");
            leftOut.add((information == null ? "a service" : name(information, "ServiceName")) + ": "
                    + unreadable.getMessage());
        }
        if (authorities.size() > CERTIFICATES_MAX) {
            throw new MalformedSignature("more than " + CERTIFICATES_MAX + " certificates");
        }
    }

    static String text(Element parent, String name) throws MalformedSignature {
        return Dom.text(Dom.required(parent, TSL, name)).strip();
    }

    /** Clause 5.1.4: a moment with its zone. */
    static Instant instant(Element element) throws MalformedSignature {
        String text = Dom.text(element).strip();
        if (!DATE_TIME.matcher(text).matches()) {
            throw new MalformedSignature(element.getLocalName() + " is no moment: " + shortened(text));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException impossible) {
            throw new MalformedSignature(element.getLocalName() + " is no moment: " + shortened(text), impossible);
        }
    }

    /** The first of the names in several languages. */
    private static String name(Element information, String element) throws MalformedSignature {
        Element names = Dom.child(information, TSL, element);
        List<Element> each = names == null ? List.of() : Dom.children(names, TSL, "Name");
        return each.isEmpty() ? "a service" : shortened(Dom.text(each.getFirst()).strip());
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > TEXT_MAX ? line.substring(0, TEXT_MAX) + "…" : line;
    }
}

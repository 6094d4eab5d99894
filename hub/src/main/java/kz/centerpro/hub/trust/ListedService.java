package kz.centerpro.hub.trust;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.Span;
import kz.centerpro.hub.xml.Dom;
import org.w3c.dom.Element;

/**
 * One service of a trusted list: the certificates it has now, and when its status, now and in its history, was that of
 * an authority of qualified certificates for signatures (ETSI TS 119 612, 5.5 and 5.6).
 */
final class ListedService {

    private static final String TYPE = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC";
    private static final String STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
    private static final String GRANTED = STATUS + "granted";
    /** Of the time before Regulation 910/2014; they count in a history, and not beyond that time. */
    private static final Set<String> FORMER = Set.of(STATUS + "accredited", STATUS + "undersupervision");
    private static final Instant FORMER_ENDED = Instant.parse("2016-06-30T22:00:00Z");
    private static final int INSTANCES_MAX = 256;
    private static final int CERTIFICATES_MAX = 64;

    /**
     * What the list says of a service from a moment on.
     *
     * @param whyNot
     *            what keeps a status that would count from counting; empty where nothing does
     */
    private record Instance(Instant from, boolean former, boolean counts, String whyNot) {}

    private ListedService() {}

    /**
     * The service's certificates with the spans in which they counted; nothing when they never did, and an error when
     * they would have.
     *
     * @param until
     *            when the list ends, and with it what it says of the present
     */
    static List<TrustedList.Authority> read(Element service, Instant until) throws MalformedSignature {
        Element present = Dom.required(service, TrustedListReader.TSL, "ServiceInformation");
        List<Instance> instances = instances(service, present);
        List<Span> granted = spans(instances, until);
        if (granted.isEmpty()) {
            for (Instance instance : instances) {
                if (!instance.whyNot().isEmpty()) {
                    throw new MalformedSignature(instance.whyNot());
                }
            }
            return List.of();
        }
        return certificates(present).stream().map(certificate -> new TrustedList.Authority(certificate, granted))
                .toList();
    }

    private static List<Instance> instances(Element service, Element present) throws MalformedSignature {
        List<Instance> instances = new ArrayList<>(List.of(instance(present, false)));
        Element history = Dom.child(service, TrustedListReader.TSL, "ServiceHistory");
        if (history != null) {
            for (Element past : Dom.children(history, TrustedListReader.TSL, "ServiceHistoryInstance")) {
                instances.add(instance(past, true));
            }
        }
        if (instances.size() > INSTANCES_MAX) {
            throw new MalformedSignature("more than " + INSTANCES_MAX + " statuses");
        }
        Instance newest = instances.getFirst();
        instances.sort(Comparator.comparing(Instance::from).reversed());
        for (int i = 1; i < instances.size(); i++) {
            if (!instances.get(i).from().isBefore(instances.get(i - 1).from())) {
                throw new MalformedSignature("two statuses begin at " + instances.get(i).from());
            }
        }
        if (!instances.getFirst().equals(newest)) {
            throw new MalformedSignature("its history holds a status later than the present one");
        }
        return instances;
    }

    private static Instance instance(Element information, boolean past) throws MalformedSignature {
        Instant from = TrustedListReader
                .instant(Dom.required(information, TrustedListReader.TSL, "StatusStartingTime"));
        String status = TrustedListReader.text(information, "ServiceStatus");
        boolean former = past && FORMER.contains(status);
        if (!TYPE.equals(TrustedListReader.text(information, "ServiceTypeIdentifier"))
                || !(former || GRANTED.equals(status))) {
            return new Instance(from, former, false, "");
        }
        Element extensions = Dom.child(information, TrustedListReader.TSL, "ServiceInformationExtensions");
        boolean signatures = ServiceExtensions.areForSignatures(extensions);
        String whyNot = signatures ? ServiceExtensions.whyNot(extensions) : "";
        return new Instance(from, former, signatures && whyNot.isEmpty(), whyNot);
    }

    /** From each moment to the next one; the newest first, which ends with the list. */
    private static List<Span> spans(List<Instance> instances, Instant until) {
        List<Span> spans = new ArrayList<>();
        Instant next = until;
        for (Instance instance : instances) {
            Instant end = instance.former() && FORMER_ENDED.isBefore(next) ? FORMER_ENDED : next;
            if (instance.counts() && instance.from().isBefore(end)) {
                spans.add(new Span(instance.from(), end));
            }
            next = instance.from();
        }
        return List.copyOf(spans);
    }

    private static Set<ParsedCertificate> certificates(Element information) throws MalformedSignature {
        Element identity = Dom.required(information, TrustedListReader.TSL, "ServiceDigitalIdentity");
        Set<ParsedCertificate> certificates = new LinkedHashSet<>();
        for (Element id : Dom.children(identity, TrustedListReader.TSL, "DigitalId")) {
            for (Element holder : Dom.children(id, TrustedListReader.TSL, "X509Certificate")) {
                certificates.add(
                        ParsedCertificate.fromAny(Dom.text(holder).getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        if (certificates.isEmpty() || certificates.size() > CERTIFICATES_MAX) {
            throw new MalformedSignature(certificates.size() + " certificates");
        }
        return certificates;
    }
}

package kz.centerpro.hub.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.xml.Dom;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * What the extensions of a listed service say about its certificates (ETSI TS 119 612, 5.5.9). An extension that is
 * critical and unknown may take away what the status gives, and so may a qualifier that some certificates are not
 * qualified: which ones, its criteria tell, which are not read here.
 */
final class ServiceExtensions {

    static final String UNKNOWN = "a critical extension is not understood";

    private static final String INFO = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";
    private static final String SIGNATURES = INFO + "ForeSignatures";
    private static final String SEALS = INFO + "ForeSeals";
    private static final String WEBSITES = INFO + "ForWebSiteAuthentication";
    private static final String NOT_QUALIFIED = INFO + "NotQualified";
    private static final String QUALIFICATIONS = "http://uri.etsi.org/TrstSvc/SvcInfoExt/"
            + "eSigDir-1999-93-EC-TrustedList/#";
    private static final String ADDITIONAL = "http://uri.etsi.org/02231/v2/additionaltypes#";

    private ServiceExtensions() {}

    /** Whether the service's certificates are for signatures or seals; where nothing is stated they are. */
    static boolean areForSignatures(@Nullable Element extensions) throws MalformedSignature {
        Set<String> stated = new HashSet<>();
        for (Element extension : each(extensions)) {
            for (Element more : Dom.children(extension, TrustedListReader.TSL, "AdditionalServiceInformation")) {
                stated.add(TrustedListReader.text(more, "URI"));
            }
        }
        return stated.contains(SIGNATURES) || stated.contains(SEALS) || !stated.contains(WEBSITES);
    }

    /** Why the status does not count whatever it is; empty when it does. */
    static String whyNot(@Nullable Element extensions) throws MalformedSignature {
        if (haveUnknown(extensions)) {
            return UNKNOWN;
        }
        for (Element extension : each(extensions)) {
            for (Element qualifications : Dom.children(extension, QUALIFICATIONS, "Qualifications")) {
                for (Element element : Dom.children(qualifications, QUALIFICATIONS, "QualificationElement")) {
                    if (denies(Dom.required(element, QUALIFICATIONS, "Qualifiers"))) {
                        return "some of its certificates are not qualified";
                    }
                }
            }
        }
        return "";
    }

    private static boolean denies(Element qualifiers) {
        return Dom.children(qualifiers, QUALIFICATIONS, "Qualifier").stream()
                .anyMatch(qualifier -> NOT_QUALIFIED.equals(Dom.attribute(qualifier, "uri")));
    }

    /** What does not say that it is harmless is critical. */
    static boolean haveUnknown(@Nullable Element extensions) {
        return each(extensions).stream().anyMatch(extension -> {
            String critical = Dom.attribute(extension, "Critical");
            List<Element> contents = Dom.children(extension);
            return !("false".equals(critical) || "0".equals(critical))
                    && (contents.isEmpty() || !contents.stream().allMatch(ServiceExtensions::isKnown));
        });
    }

    private static boolean isKnown(Element content) {
        return Dom.is(content, TrustedListReader.TSL, "AdditionalServiceInformation")
                || Dom.is(content, TrustedListReader.TSL, "ExpiredCertsRevocationInfo")
                || Dom.is(content, QUALIFICATIONS, "Qualifications") || Dom.is(content, ADDITIONAL, "TakenOverBy");
    }

    private static List<Element> each(@Nullable Element extensions) {
        return extensions == null ? List.of() : Dom.children(extensions, TrustedListReader.TSL, "Extension");
    }
}

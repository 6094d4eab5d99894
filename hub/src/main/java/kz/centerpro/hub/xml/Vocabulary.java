package kz.centerpro.hub.xml;

import java.util.Set;

/** Namespaces and the names in them that more than one class speaks of. */
final class Vocabulary {

    static final String XMLNS = "http://www.w3.org/2000/xmlns/";
    static final String XML = "http://www.w3.org/XML/1998/namespace";
    static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
    static final String DSIG11 = "http://www.w3.org/2009/xmldsig11#";
    static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    static final String XADES_141 = "http://uri.etsi.org/01903/v1.4.1#";
    static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    static final String WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    static final Set<String> SOAP = Set.of("http://schemas.xmlsoap.org/soap/envelope/",
            "http://www.w3.org/2003/05/soap-envelope");

    static final String TYPE_SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties";
    static final String TYPE_MANIFEST = DSIG + "Manifest";

    /** Namespaces whose schemas call the identifier Id and nothing else. */
    static final Set<String> OWN_IDS = Set.of(DSIG, DSIG11, XADES, XADES_141);

    private Vocabulary() {}
}

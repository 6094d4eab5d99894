package kz.centerpro.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** XMLDSIG, XAdES and WS-Security. */
final class XmlFuzzTest extends FuzzTarget {

    private final Format format = new Format();

    @DictionaryEntries({"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:/etc/passwd\">]>", "&b;", "<![CDATA[", "]]>", "<!--",
            "-->", "<?a b?>", "xmlns:a=\"b\"", " Id=\"sig\"", "URI=\"\"", "URI=\"#xpointer(/)\"", "</ds:Signature>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>",
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>", "encoding=\"UTF-16\"",
            "http://www.w3.org/2000/09/xmldsig#base64", "http://www.w3.org/2001/10/xml-exc-c14n#", "&#x1;", "\u0000"})
    @FuzzTest
    void endsInAValueOrARefusal(byte[] input) {
        tries(input, format::read);
    }
}

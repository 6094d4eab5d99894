package kz.centerpro.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Signed PDF, with what was changed after signing. */
final class PdfFuzzTest extends FuzzTarget {

    private final Format format = new Format();

    @DictionaryEntries({"%PDF-1.7", "startxref", "xref", "trailer", "/Prev 0", "/XRefStm 0", "/ByteRange [0 0 0 0]",
            "1 0 obj", "endobj", "stream", "endstream", "/ObjStm", "/XRef", "/W [1 2 1]", "/Index [0 1]", "/Length 0",
            "/FlateDecode", "/DecodeParms", "/Predictor 12", "/Contents <00>", "1 0 R", "<<", ">>", "/Kids [1 0 R]",
            "/Fields", "/AcroForm", "/Encrypt", "99999999999999999999", "(((((((("})
    @FuzzTest
    void endsInAValueOrARefusal(byte[] input) {
        tries(input, format::read);
    }
}

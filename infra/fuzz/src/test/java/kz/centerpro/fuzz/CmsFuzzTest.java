package kz.centerpro.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** CMS and CAdES: DER, BER, PEM and base64. */
final class CmsFuzzTest extends FuzzTarget {

    private final Format format = new Format();

    @FuzzTest
    void endsInAValueOrARefusal(byte[] input) {
        tries(input, format::read);
    }
}

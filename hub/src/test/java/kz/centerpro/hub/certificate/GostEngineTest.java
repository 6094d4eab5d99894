package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.hub.gost.GostVerifier;
import kz.centerpro.hub.gost.PublicPoint;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.Test;

class GostEngineTest {

    private static final PublicPoint KEY = key();
    private static final BigInteger ANY = BigInteger.TEN;

    private final AtomicInteger fastAsked = new AtomicInteger();
    private final AtomicInteger referenceAsked = new AtomicInteger();
    private final List<String> alarms = new ArrayList<>();

    private static PublicPoint key() {
        try {
            return PublicPoint.of(ASN1OctetString.getInstance(TestKey.gost().info().parsePublicKey()).getOctets())
                    .orElseThrow();
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static GostVerifier counted(AtomicInteger counter, boolean answer) {
        return (_, _, _, _) -> {
            counter.incrementAndGet();
            return answer;
        };
    }

    private GostEngine engine(GostVerifier fast, boolean reference) {
        GostEngine engine = new GostEngine(fast, counted(referenceAsked, reference));
        engine.onDisagreement((said, expected) -> alarms.add(said + "/" + expected));
        return engine;
    }

    private static boolean verify(GostEngine engine) {
        return engine.verify(KEY, new byte[64], ANY, ANY);
    }

    @Test
    void givesTheReferencesAnswerAndStaysWithItAfterAFalseAccept() {
        GostEngine engine = engine(counted(fastAsked, true), false);
        engine.checkOneIn(1);
        assertThat(engine.hasFallenBack()).isFalse();
        for (int i = 0; i < 5; i++) {
            assertThat(verify(engine)).isFalse();
        }
        assertThat(fastAsked).hasValue(1);
        assertThat(referenceAsked).hasValue(5);
        assertThat(alarms).containsExactly("valid/invalid");
        assertThat(engine.disagreements()).isEqualTo(1);
        assertThat(engine.hasFallenBack()).isTrue();
        engine.use(counted(fastAsked, true));
        assertThat(verify(engine)).isFalse();
        assertThat(fastAsked).hasValue(1);
    }

    @Test
    void givesTheReferencesAnswerAfterAFalseRefusal() {
        GostEngine engine = engine(counted(fastAsked, false), true);
        engine.checkOneIn(1);
        assertThat(verify(engine)).isTrue();
        assertThat(alarms).containsExactly("invalid/valid");
    }

    @Test
    void takesAThrownDefectForADisagreementWithoutAnySampling() {
        GostEngine engine = engine((_, _, _, _) -> {
            throw new ArithmeticException("key material would stand here");
        }, true);
        engine.checkOneIn(0);
        assertThat(verify(engine)).isTrue();
        assertThat(alarms).containsExactly("ArithmeticException/valid");
        assertThat(engine.hasFallenBack()).isTrue();
    }

    @Test
    void checksTheShareThatIsSet() {
        GostEngine engine = engine(counted(fastAsked, true), true);
        engine.checkOneIn(4);
        for (int i = 0; i < 4_000; i++) {
            assertThat(verify(engine)).isTrue();
        }
        assertThat(fastAsked).hasValue(4_000);
        assertThat(engine.comparisons()).isEqualTo(referenceAsked.get()).isBetween(700L, 1_300L);
        assertThat(engine.disagreements()).isZero();
        assertThat(alarms).isEmpty();
        engine.checkOneIn(0);
        referenceAsked.set(0);
        for (int i = 0; i < 1_000; i++) {
            verify(engine);
        }
        assertThat(referenceAsked).hasValue(0);
        assertThatThrownBy(() -> engine.checkOneIn(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsAFaultThatShowsOnlySometimes() {
        AtomicInteger turn = new AtomicInteger();
        GostEngine engine = engine((_, _, _, _) -> turn.incrementAndGet() % 3 != 0, true);
        engine.checkOneIn(2);
        for (int i = 0; i < 2_000 && !engine.hasFallenBack(); i++) {
            verify(engine);
        }
        assertThat(engine.hasFallenBack()).isTrue();
        assertThat(verify(engine)).isTrue();
        assertThat(alarms).containsExactly("invalid/valid");
    }

    @Test
    void verifiesRealSignaturesInBothLayouts() throws Exception {
        for (TestKey key : List.of(TestKey.gost(), TestKey.tc26(), TestKey.gost256(), TestKey.gost2004())) {
            byte[] message = {1, 2, 3};
            byte[] digest = key.digest().digest(message);
            byte[] signature = key.sign(message);
            boolean kazakh = key.signatureId().startsWith("1.2.398");
            GostKey opened = GostKey.of(key.info());
            for (int i = 0; i < 4; i++) {
                assertThat(opened.verifyKazakh(digest, signature)).isEqualTo(kazakh);
                assertThat(opened.verifyTc26(digest, signature)).isEqualTo(!kazakh);
            }
            signature[5] ^= 1;
            assertThat(opened.verifyKazakh(digest, signature)).isFalse();
            assertThat(opened.verifyTc26(digest, signature)).isFalse();
            assertThat(opened.verifyKazakh(digest, new byte[signature.length - 1])).isFalse();
        }
        assertThat(GostEngine.shared().disagreements()).isZero();
    }
}

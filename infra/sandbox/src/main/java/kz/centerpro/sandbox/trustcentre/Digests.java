package kz.centerpro.sandbox.trustcentre;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_256Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;

/** Digests by object identifier; the Kazakh ones are Streebog. */
final class Digests implements DigestCalculatorProvider {

    static final AlgorithmIdentifier SHA_256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    static final AlgorithmIdentifier STREEBOG_512 = new AlgorithmIdentifier(KazakhOids.DIGEST_512, DERNull.INSTANCE);

    @Override
    public DigestCalculator get(AlgorithmIdentifier algorithm) throws OperatorCreationException {
        if (!knows(algorithm.getAlgorithm())) {
            throw new OperatorCreationException("unknown digest " + algorithm.getAlgorithm());
        }
        Digest digest = create(algorithm.getAlgorithm());
        OutputStream sink = sink(digest);
        return new DigestCalculator() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return algorithm;
            }

            @Override
            public OutputStream getOutputStream() {
                return sink;
            }

            @Override
            public byte[] getDigest() {
                return finish(digest);
            }
        };
    }

    static boolean knows(ASN1ObjectIdentifier oid) {
        return oid.equals(NISTObjectIdentifiers.id_sha256) || oid.equals(OIWObjectIdentifiers.idSHA1)
                || oid.equals(NISTObjectIdentifiers.id_sha384) || oid.equals(NISTObjectIdentifiers.id_sha512)
                || oid.equals(KazakhOids.DIGEST_512) || oid.equals(KazakhOids.DIGEST_256);
    }

    static Digest create(ASN1ObjectIdentifier oid) {
        if (oid.equals(NISTObjectIdentifiers.id_sha256)) {
            return SHA256Digest.newInstance();
        }
        if (oid.equals(OIWObjectIdentifiers.idSHA1)) {
            return new SHA1Digest();
        }
        if (oid.equals(NISTObjectIdentifiers.id_sha384)) {
            return new SHA384Digest();
        }
        if (oid.equals(NISTObjectIdentifiers.id_sha512)) {
            return new SHA512Digest();
        }
        if (oid.equals(KazakhOids.DIGEST_512)) {
            return new GOST3411_2012_512Digest();
        }
        if (oid.equals(KazakhOids.DIGEST_256)) {
            return new GOST3411_2012_256Digest();
        }
        throw new IllegalArgumentException("unknown digest " + oid);
    }

    static byte[] digest(ASN1ObjectIdentifier oid, byte[] bytes) {
        try {
            return digest(oid, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] digest(ASN1ObjectIdentifier oid, InputStream bytes) throws IOException {
        Digest digest = create(oid);
        bytes.transferTo(sink(digest));
        return finish(digest);
    }

    static OutputStream sink(Digest digest) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                digest.update((byte) b);
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                digest.update(bytes, from, count);
            }
        };
    }

    static byte[] finish(Digest digest) {
        byte[] value = new byte[digest.getDigestSize()];
        digest.doFinal(value, 0);
        return value;
    }
}

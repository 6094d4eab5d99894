package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.DERNull;

/** Asks an authority for an RFC 3161 time-stamp. Blocks. */
final class TimeStampClient {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private TimeStampClient() {}

    static ContentInfo stamp(URI authority, ASN1ObjectIdentifier digestAlgorithm, byte[] digest) throws IOException {
        var imprint = new MessageImprint(new AlgorithmIdentifier(digestAlgorithm, DERNull.INSTANCE), digest);
        var request = new TimeStampReq(imprint, null, new ASN1Integer(new BigInteger(64, RANDOM)), ASN1Boolean.TRUE,
                null);
        TimeStampResp response = TimeStampResp.getInstance(post(authority, request));
        ContentInfo token = response.getTimeStampToken();
        if (token == null) {
            throw new SandboxException("The time-stamping authority " + authority + " refused with status "
                    + response.getStatus().getStatus());
        }
        return token;
    }

    private static byte[] post(URI authority, ASN1Encodable request) throws IOException {
        HttpRequest post = HttpRequest.newBuilder(authority).timeout(TIMEOUT)
                .header("Content-Type", "application/timestamp-query")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toASN1Primitive().getEncoded("DER"))).build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<byte[]> response = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new SandboxException(
                        "The time-stamping authority " + authority + " answered " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + authority, e);
        }
    }
}

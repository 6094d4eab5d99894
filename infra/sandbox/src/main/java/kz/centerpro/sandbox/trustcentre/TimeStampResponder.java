package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.cms.DefaultCMSSignatureEncryptionAlgorithmFinder;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

/** Stamps digests (RFC 3161). Bouncy Castle's own response generator refuses digests it has no name for. */
final class TimeStampResponder {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Credential authority;
    private final Clock clock;

    TimeStampResponder(Credential authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
    }

    byte[] answer(byte[] question) throws IOException {
        TimeStampRequest request;
        try {
            request = new TimeStampRequest(question);
        } catch (IOException | RuntimeException e) {
            return refusal(PKIFailureInfo.badDataFormat, "this is no time-stamp request");
        }
        ASN1ObjectIdentifier digest = request.getMessageImprintAlgOID();
        if (!Digests.knows(digest)) {
            return refusal(PKIFailureInfo.badAlg, "unknown digest " + digest);
        }
        if (request.getMessageImprintDigest().length != Digests.create(digest).getDigestSize()) {
            return refusal(PKIFailureInfo.badDataFormat, "the digest has the wrong length");
        }
        if (request.getReqPolicy() != null && !request.getReqPolicy().equals(policy())) {
            return refusal(PKIFailureInfo.unacceptedPolicy, "the policy here is " + policy());
        }
        try {
            ContentInfo token = generator().generate(request, new BigInteger(64, RANDOM), Date.from(clock.instant()))
                    .toCMSSignedData().toASN1Structure();
            return new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), token).getEncoded("DER");
        } catch (TSPException | OperatorCreationException e) {
            throw new SandboxException("No time-stamp could be made: " + e.getMessage(), e);
        }
    }

    private ASN1ObjectIdentifier policy() {
        return authority.key().kind() == KeyKind.GOST ? KazakhOids.TSA_POLICY_GOST : KazakhOids.TSA_POLICY_RSA;
    }

    private TimeStampTokenGenerator generator() throws OperatorCreationException, TSPException {
        var digests = new Digests();
        SignerInfoGenerator signer = new SignerInfoGeneratorBuilder(digests,
                new DefaultCMSSignatureEncryptionAlgorithmFinder())
                .setContentDigest(authority.key().digestAlgorithm())
                .build(authority.key().contentSigner(), authority.certificate());
        var generator = new TimeStampTokenGenerator(signer, digests.get(Digests.SHA_256), policy());
        generator.addCertificates(new CollectionStore<>(List.of(authority.certificate())));
        return generator;
    }

    private static byte[] refusal(int failure, String why) throws IOException {
        var status = new PKIStatusInfo(PKIStatus.rejection, new PKIFreeText(why), new PKIFailureInfo(failure));
        return new TimeStampResp(status, null).getEncoded("DER");
    }
}

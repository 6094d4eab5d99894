package kz.centerpro.cli.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import kz.centerpro.cli.bench.PlainBouncyCastle.Family;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import kz.centerpro.sandbox.trustcentre.TrustCentre;

/** Verification against plain Bouncy Castle, in processor time of one thread. */
public final class VerifyBench {

    private static final int CONTENT = 10 * 1024;
    private static final int SMALL = 32;
    private static final int HASHED = 256 * 1024;
    private static final int SIGNERS = 32;
    private static final String PEER = "bouncycastle";

    private final CpuSlice slices;
    private final Consumer<String> progress;
    private final Random random = new Random(7);
    private final List<Measured> results = new ArrayList<>();

    private VerifyBench(CpuSlice slices, Consumer<String> progress) {
        this.slices = slices;
        this.progress = progress;
    }

    public static BenchReport run(int rounds, Duration slice, Consumer<String> progress) throws Exception {
        VerifyBench bench = new VerifyBench(new CpuSlice(rounds, slice), progress);
        try (TrustCentre centre = TrustCentre.startTemporary(Clock.systemUTC())) {
            bench.known(centre);
            bench.first(centre);
            bench.streebog();
            bench.whole("S3-gost", 6, Family.GOST, KeyKind.GOST, centre);
            bench.whole("S3-rsa", 3, Family.RSA, KeyKind.RSA, centre);
            bench.whole("S3-ec", 2, Family.EC, KeyKind.EC, centre);
        }
        return BenchReport.of("verify", bench.results);
    }

    private void measure(Measured.Subject subject, CpuSlice.Work ours, CpuSlice.Work peer) throws Exception {
        progress.accept(subject.id());
        results.add(subject.of(slices.alternate(ours, peer)));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static PlainBouncyCastle peer(TrustCentre centre, Family family, KeyKind kind) {
        return new PlainBouncyCastle(family, centre.intermediate(kind), centre.root(kind));
    }

    private void known(TrustCentre centre) throws Exception {
        byte[] cms = centre.person("head-a").signer().sign(bytes(SMALL), true);
        SignedSet ours = new SignedSet(centre, KeyKind.GOST);
        PlainBouncyCastle peer = peer(centre, Family.GOST, KeyKind.GOST);
        measure(new Measured.Subject("S1-known", "verifies/cpu-s", PEER, 8, true,
                "one signer, chain known; both inside a CMS of 32 bytes, the peer without any chain"), () -> {
                    ours.verify(cms, null);
                    return 1;
                }, () -> {
                    peer.verifySigner(cms, null);
                    return 1;
                });
    }

    private void first(TrustCentre centre) throws Exception {
        List<byte[]> signed = new ArrayList<>();
        for (int i = 0; i < SIGNERS; i++) {
            ClientSigner signer = centre.issue(PersonProfile.resident("bench-" + i, KeyKind.GOST, "BENCH", "N" + i,
                    null, centre.person("individual").iin() == null ? "" : "910417400122")).signer();
            signed.add(signer.sign(bytes(SMALL), true));
        }
        SignedSet ours = new SignedSet(centre, KeyKind.GOST);
        PlainBouncyCastle peer = peer(centre, Family.GOST, KeyKind.GOST);
        int[] turn = {0, 0};
        measure(new Measured.Subject("S1-first", "verifies/cpu-s", PEER, 2, true,
                "signers never seen before: each means two verifications, the signature and its certificate"), () -> {
                    if (turn[0] % SIGNERS == 0) {
                        ours.forget();
                    }
                    ours.verify(signed.get(turn[0]++ % SIGNERS), null);
                    return 2;
                }, () -> {
                    peer.verifyWithLeaf(signed.get(turn[1]++ % SIGNERS));
                    return 2;
                });
    }

    private void streebog() throws Exception {
        byte[] content = bytes(HASHED);
        double megabytes = HASHED / 1e6;
        measure(new Measured.Subject("S2", "MB/cpu-s", PEER, 3, true, "Streebog-512 over 256 KB"), () -> {
            DigestAlgorithm.STREEBOG_512.digest(content);
            return megabytes;
        }, () -> {
            PlainBouncyCastle.streebog(content);
            return megabytes;
        });
    }

    private void whole(String id, double target, Family family, KeyKind kind, TrustCentre centre) throws Exception {
        String person = switch (kind) {
            case GOST -> "head-a";
            case RSA -> "entrepreneur";
            case EC -> "non-resident";
        };
        byte[] content = bytes(CONTENT);
        byte[] cms = centre.person(person).signer().sign(content, false);
        SignedSet ours = new SignedSet(centre, kind);
        PlainBouncyCastle peer = peer(centre, family, kind);
        measure(new Measured.Subject(id, "verifies/cpu-s", PEER, target, true,
                "detached CMS over 10 KB, chain known to the hub; the peer verifies leaf and intermediate each time"),
                () -> {
                    ours.verify(cms, content);
                    return 1;
                }, () -> {
                    peer.verifyWhole(cms, content);
                    return 1;
                });
    }
}

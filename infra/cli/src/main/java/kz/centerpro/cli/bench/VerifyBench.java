package kz.centerpro.cli.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import kz.centerpro.cli.bench.PlainBouncyCastle.Family;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.GostEngine;
import kz.centerpro.hub.certificate.NativeProvider;
import kz.centerpro.hub.gost.GostDesk;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.TrustCentre;

/** Verification against plain Bouncy Castle, in processor time of one thread. */
public final class VerifyBench {

    private static final int CONTENT = 10 * 1024;
    private static final int SMALL = 32;
    private static final int HASHED = 256 * 1024;
    private static final int SIGNERS = 64;
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
        bench.known();
        bench.first();
        bench.streebog();
        try (TrustCentre centre = TrustCentre.startTemporary(Clock.systemUTC())) {
            bench.whole("S3-gost", 6, Family.GOST, KeyKind.GOST, centre);
            bench.whole("S3-rsa", 3, Family.RSA, KeyKind.RSA, centre);
            bench.whole("S3-ec", 2, Family.EC, KeyKind.EC, centre);
        }
        if (GostEngine.shared().disagreements() > 0) {
            throw new IllegalStateException("the hub's GOST verifier and Bouncy Castle disagreed");
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

    private void known() throws Exception {
        GostSigner signer = GostSigner.of(bytes(SMALL));
        measure(new Measured.Subject("S1-known", "verifies/cpu-s", PEER, 8, true,
                "GOST R 34.10-2012-512, one signer again and again: key out of its certificate, hash of 32 bytes,"
                        + " verification; one in " + GostEngine.CHECKED_ONE_IN + " also by the peer"),
                () -> {
                    signer.verifyByHub();
                    return 1;
                }, () -> {
                    signer.verifyByBouncyCastle();
                    return 1;
                });
    }

    private void first() throws Exception {
        List<GostSigner> signers = new ArrayList<>();
        for (int i = 0; i < SIGNERS; i++) {
            signers.add(GostSigner.of(bytes(SMALL)));
        }
        int[] turn = {0, 0};
        measure(new Measured.Subject("S1-first", "verifies/cpu-s", PEER, 2, true,
                "as S1-known, but every signer for the first time"), () -> {
                    if (turn[0] % SIGNERS == 0) {
                        // Nobody is known from now on.
                        GostEngine.shared().use(new GostDesk(GostEngine.TABLE_BYTES));
                    }
                    signers.get(turn[0]++ % SIGNERS).verifyByHub();
                    return 1;
                }, () -> {
                    signers.get(turn[1]++ % SIGNERS).verifyByBouncyCastle();
                    return 1;
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
                "detached CMS over 10 KB, chain known to the hub; the peer verifies leaf and intermediate each time;"
                        + " RSA and ECDSA by " + NativeProvider.prepare()),
                () -> {
                    ours.verify(cms, content);
                    return 1;
                }, () -> {
                    peer.verifyWhole(cms, content);
                    return 1;
                });
    }
}

package kz.centerpro.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.HubRefusal;
import kz.centerpro.cli.client.MultipartBody;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Documents a second that the hub accepts, against what verification alone allows and against the naive path. */
public final class IntakeBench {

    private static final int CONTENT = 10 * 1024;
    private static final int IN_FLIGHT = 64;
    private static final int NAIVE_THREADS = 8;

    /**
     * @param turn
     *            of one path in one round
     * @param documents
     *            signed beforehand; each is sent by turns
     * @param url
     *            a running development hub; null for an own one
     */
    public record Plan(int rounds, Duration turn, int documents, @Nullable String url) {}

    @SuppressWarnings("ArrayRecordComponent") // sent and verified, not compared
    private record Signed(byte[] content, byte[] cms, MultipartBody body) {}

    private final Plan plan;
    private final Consumer<String> progress;
    private final List<Signed> documents = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    private IntakeBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        IntakeBench bench = new IntakeBench(plan, progress);
        progress.accept("intake: starting servers");
        // The naive peer's server and the limit's certificates are the bench's own also where a hub is named.
        try (OwnHub own = OwnHub.start();
                NaiveStore naive = new NaiveStore(own.home().resolve("naive"), NAIVE_THREADS)) {
            return bench.measured(own, naive);
        }
    }

    private BenchReport measured(OwnHub own, NaiveStore naive) throws Exception {
        TrustCentre centre = own.trustCentre();
        HubClient hub = own.client();
        ClientSigner recipient = centre.person("head-b").signer();
        ClientSigner sender = centre.person("head-a").signer();
        if (plan.url() != null) {
            HubAddress address = HubAddress.find(plan.url(), Path.of(""));
            Path people = Objects.requireNonNull(address.people(),
                    "the hub at --url is no development hub of this machine");
            hub = new HubClient(address.http());
            sender = ClientSigner.open(people.resolve("head-a.p12"), TrustCentre.PASSWORD);
            recipient = ClientSigner.open(people.resolve("head-b.p12"), TrustCentre.PASSWORD);
        }
        String to = Objects.requireNonNull(OwnHub.company(hub, recipient).participant()).path("taxId")
                .asString();
        Account account = OwnHub.company(hub, sender);
        sign(sender, to);
        SignedSet limit = plan.url() == null ? new SignedSet(centre, KeyKind.GOST) : null;
        List<Signed> verified = limit == null ? own(centre) : documents;
        return rounds(hub, account, naive, verified, centre);
    }

    private List<Signed> own(TrustCentre centre) {
        List<Signed> signed = new ArrayList<>();
        ClientSigner signer = centre.person("head-a").signer();
        for (Signed document : documents) {
            signed.add(new Signed(document.content, signer.sign(document.content, false), document.body));
        }
        return signed;
    }

    private void sign(ClientSigner sender, String to) {
        progress.accept("intake: signing " + plan.documents() + " documents of 10 KB");
        Random random = new Random(11);
        byte[] metadata = JsonMapper.shared().writeValueAsBytes(Map.of("title", "Bench", "fileName", "bench.bin",
                "recipients", List.of(Map.of("taxId", to))));
        for (int i = 0; i < plan.documents(); i++) {
            byte[] content = new byte[CONTENT];
            random.nextBytes(content);
            byte[] cms = sender.sign(content, false);
            documents.add(new Signed(content, cms, MultipartBody.detached(metadata, cms, content)));
        }
    }

    private BenchReport rounds(HubClient hub, Account account, NaiveStore naive, List<Signed> verified,
            TrustCentre centre) throws Exception {
        SignedSet ours = new SignedSet(centre, KeyKind.GOST);
        PlainBouncyCastle plain = new PlainBouncyCastle(PlainBouncyCastle.Family.GOST,
                centre.intermediate(KeyKind.GOST), centre.root(KeyKind.GOST));
        List<double[]> limit = new ArrayList<>();
        List<double[]> peer = new ArrayList<>();
        for (int round = 0; round <= plan.rounds(); round++) {
            double accepted = intake(hub, account);
            double verify = limit(ours, verified);
            double naively = naive(naive, plain, verified);
            if (round > 0) { // the first one warms up
                limit.add(new double[]{accepted, verify});
                peer.add(new double[]{accepted, naively});
            }
            progress.accept(String.format("intake: round %d: hub %.0f/s, verify limit %.0f/s, naive %.0f/s", round,
                    accepted, verify, naively));
        }
        String load = "10 KB, GOST-512, " + IN_FLIGHT + " requests in flight, client on the same cores; "
                + refused.get() + " answers were not 201";
        return BenchReport.of("intake", List.of(
                new Measured.Subject("S4-limit", "documents/s", "verify limit", 0.7, true, load
                        + "; the limit is signature verification on all cores, body store and client not counted")
                        .of(limit),
                new Measured.Subject("S4-naive", "documents/s", "naive path", 8, true,
                        "naive: plain Bouncy Castle and one JDBC transaction a document on " + NAIVE_THREADS
                                + " threads, without HTTP, encryption or delivery")
                        .of(peer)));
    }

    private double intake(HubClient hub, Account account) throws Exception {
        return Throughput.of(IN_FLIGHT, false, plan.turn(), turn -> {
            Signed document = documents.get(turn % documents.size());
            try {
                if (hub.submit(account.token(), null, document.body).status() != 201) {
                    refused.incrementAndGet();
                }
            } catch (HubRefusal | IOException failed) {
                refused.incrementAndGet();
                if (refused.get() > 1000) {
                    throw failed;
                }
            }
        });
    }

    private double limit(SignedSet ours, List<Signed> verified) throws Exception {
        return Throughput.of(Runtime.getRuntime().availableProcessors(), true, plan.turn().dividedBy(2), turn -> {
            Signed document = verified.get(turn % verified.size());
            ours.verify(document.cms, document.content);
        });
    }

    private double naive(NaiveStore naive, PlainBouncyCastle plain, List<Signed> verified) throws Exception {
        return Throughput.of(NAIVE_THREADS, true, plan.turn(), turn -> {
            Signed document = verified.get(turn % verified.size());
            plain.verifyWhole(document.cms, document.content);
            naive.accept(document.content, document.cms);
        });
    }
}

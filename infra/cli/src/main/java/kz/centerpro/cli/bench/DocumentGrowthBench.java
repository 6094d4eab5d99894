package kz.centerpro.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.MultipartBody;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import tools.jackson.databind.json.JsonMapper;

/**
 * Intake into a hub with documents stored and into another with ten times as many, by turns. The stored ones are copies
 * of documents that the hub took, in all tables that one leaves rows in.
 */
public final class DocumentGrowthBench {

    private static final int CONTENT = 10 * 1024;
    private static final int IN_FLIGHT = 128;
    private static final int SIGNED = 100;
    private static final int TIMES = 10;
    private static final String MANY = "1000000";

    /** Copies each stored document {@code :times} times; numbers, ids and positions are new, all else is the same. */
    static final String COPIES = """
            create temp table base as
              select d.box_id, d.number, d.content_id, i.box_id as target, row_number() over (order by d.number) as n
                from hub.document d join hub.inbox i on i.number = d.number;
            create temp table copy as
              select b.*, k, (select count(*) from base) * k + b.n as ord,
                     '8' || lpad(((select count(*) from base) * k + b.n)::text, 19, '0') as new_number,
                     md5(b.content_id::text || k)::uuid as new_content
                from base b, generate_series(1, :times) k;
            analyze copy;
            insert into hub.content select c.box_id, y.new_content, c.key_id, c.sealed_key, c.size, c.chunks, c.bound, c.created_at
              from copy y join hub.content c on c.box_id = y.box_id and c.content_id = y.content_id;
            insert into hub.content_chunk select c.box_id, y.new_content, c.ordinal, c.sealed
              from copy y join hub.content_chunk c on c.box_id = y.box_id and c.content_id = y.content_id;
            insert into hub.document select d.box_id, y.new_number, x.out_pos + y.ord, md5(y.new_number)::uuid, d.external_id,
                y.new_content, d.size, d.sha256, d.meta, d.status, d.registered_at
              from copy y join hub.document d on d.box_id = y.box_id and d.number = y.number join hub.box x on x.box_id = d.box_id;
            insert into hub.document_signature select s.box_id, y.new_number, s.ordinal, s.sealed, s.report
              from copy y join hub.document_signature s on s.box_id = y.box_id and s.number = y.number;
            insert into hub.leg select l.box_id, y.new_number, l.ordinal, l.recipient_box, l.recipient, l.state, l.delivered_at
              from copy y join hub.leg l on l.box_id = y.box_id and l.number = y.number;
            insert into hub.inbox select i.box_id, y.new_number, x.in_pos + y.ord, i.sender_box, y.new_content, md5(y.new_number)::uuid,
                i.size, i.sha256, i.meta, i.registered_at, i.delivered_at
              from copy y join hub.inbox i on i.box_id = y.target and i.number = y.number join hub.box x on x.box_id = i.box_id;
            insert into hub.usage (box_id, seq, usage_id, metric, quantity, bytes, number, at, subscription_id)
              select u.box_id, x.usage_top + row_number() over (partition by u.box_id), md5(y.new_number || 'u')::uuid, u.metric,
                u.quantity, u.bytes, y.new_number, u.at, null
              from copy y join hub.usage u on u.box_id = y.box_id and u.number = y.number join hub.box x on x.box_id = u.box_id;
            insert into eventlog.event
              select e.box_id, b.top_seq + row_number() over (partition by e.box_id), b.last_day, md5(e.event_id::text || y.k)::uuid,
                     e.type, y.new_number, e.at, e.data
                from copy y join eventlog.event e on e.subject = y.number join eventlog.box b on b.box_id = e.box_id;
            update eventlog.box b set top_seq = (select max(e.seq) from eventlog.event e where e.box_id = b.box_id)
             where exists (select from eventlog.event e where e.box_id = b.box_id);
            update hub.box x set out_pos = coalesce((select max(pos) from hub.document d where d.box_id = x.box_id), 0),
                                 usage_top = coalesce((select max(seq) from hub.usage u where u.box_id = x.box_id), 0),
                                 in_pos = coalesce((select max(pos) from hub.inbox i where i.box_id = x.box_id), 0);
            drop table base, copy;
            """;

    /**
     * @param documents
     *            stored on the smaller side at least; what warms it up is stored as well
     */
    public record Plan(int rounds, Duration turn, int documents) {}

    private DocumentGrowthBench() {}

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        progress.accept("growth: starting two hubs");
        try (Side small = new Side(progress, plan.documents());
                Side large = new Side(progress, small.stored() * TIMES)) {
            int fewer = small.stored();
            int more = large.stored();
            List<double[]> rounds = new ArrayList<>();
            for (int round = 0; round <= plan.rounds(); round++) {
                boolean largeFirst = round % 2 == 0;
                double first = (largeFirst ? large : small).rate(plan.turn());
                double second = (largeFirst ? small : large).rate(plan.turn());
                double[] rates = largeFirst ? new double[]{first, second} : new double[]{second, first};
                if (round > 0) { // the first one warms up
                    rounds.add(rates);
                }
                progress.accept(String.format("growth: round %d: %.0f/s with %,d documents, %.0f/s with %,d", round,
                        rates[0], large.stored(), rates[1], small.stored()));
            }
            return BenchReport.of("growth",
                    List.of(new Measured.Subject("S10-documents", "documents/s",
                            "with a tenth of the documents", 0.9,
                            more >= fewer * TIMES,
                            more + " documents of 10 KB stored before against " + fewer + ", after it "
                                    + large.stored() + " against " + small.stored()
                                    + ", one sender and one recipient, " + IN_FLIGHT + " requests in flight")
                            .of(rounds)));
        }
    }

    /** One hub with its database and its client. */
    private static final class Side implements AutoCloseable {

        private final SeparateHub hub;
        private final LeanClient client;

        Side(Consumer<String> progress, int stored) throws Exception {
            this.hub = SeparateHub.start(List.of(), "center.docflow.client-per-second=" + MANY,
                    "center.docflow.credential-per-second=" + MANY);
            String to = Objects.requireNonNull(hub.company("head-b").participant()).path("taxId").asString();
            Account account = hub.company("head-a");
            this.client = new LeanClient(hub.http(), IN_FLIGHT, requests(account, to));
            progress.accept("growth: warming up, then storing " + stored + " documents");
            warm();
            fill(stored);
        }

        private List<ByteBuffer> requests(Account account, String to) throws IOException {
            byte[] metadata = JsonMapper.shared().writeValueAsBytes(Map.of("title", "Bench", "fileName", "bench.bin",
                    "recipients", List.of(Map.of("taxId", to))));
            Random random = new Random(3);
            ClientSigner signer = account.signer();
            List<ByteBuffer> requests = new ArrayList<>();
            for (int i = 0; i < SIGNED; i++) {
                byte[] content = new byte[CONTENT];
                random.nextBytes(content);
                MultipartBody body = MultipartBody.detached(metadata, signer.sign(content, false), content);
                requests.add(LeanClient.request(hub.http(), "/v1/documents", account.token(), body.contentType(),
                        body.toBytes()));
            }
            return requests;
        }

        private void warm() throws IOException {
            for (int i = 0; i < 3; i++) {
                rate(Duration.ofSeconds(4));
            }
        }

        private void fill(int stored) throws Exception {
            int there = stored();
            for (int tries = 0; delivered() < there && tries < 100; tries++) {
                rate(Duration.ofMillis(1)); // the outbox drains meanwhile
                there = stored();
            }
            int times = Math.ceilDiv(stored, Math.max(1, there)) - 1; // beside the one that there is
            if (times > 0) {
                hub.postgres().execute(EmbeddedPostgresServer.DATABASE,
                        COPIES.replace(":times", String.valueOf(times)));
            }
            hub.postgres().execute(EmbeddedPostgresServer.DATABASE, "vacuum analyze");
            hub.postgres().execute(EmbeddedPostgresServer.DATABASE, "checkpoint");
        }

        double rate(Duration turn) throws IOException {
            LeanClient.Load load = client.run(turn);
            if (load.other() > 0) {
                throw new IOException("an answer was not 201: " + load.firstOther());
            }
            return load.rate();
        }

        int stored() throws Exception {
            return count("hub.document");
        }

        private int delivered() throws Exception {
            return count("hub.inbox");
        }

        private int count(String table) throws Exception {
            try (var connection = hub.postgres().connect(EmbeddedPostgresServer.DATABASE);
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getInt(1);
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
            hub.close();
        }
    }
}

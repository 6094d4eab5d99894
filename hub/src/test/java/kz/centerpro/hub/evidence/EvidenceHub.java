package kz.centerpro.hub.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.content.ContentConfiguration;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.HubDatabase;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.testkit.TestDatabase;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** A node's reader of steps on a real database, and documents to read of, written as the rooms before it write them. */
final class EvidenceHub implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();

    final TestDatabase database;
    final LogStore log;
    final Follower follower;
    private final HubDatabase connections;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    EvidenceHub(TestDatabase database) {
        this.database = database;
        connections = new HubDatabase(database.r2dbcUrl(), TestDatabase.HUB_USER, TestDatabase.HUB_PASSWORD, 4);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", Map
                .of("center.content.master-keys", "test:" + Base64.getEncoder().encodeToString(new byte[32]))));
        Tx tx = new Tx(connections);
        Clock clock = Clock.systemUTC();
        JsonMapper json = JsonMapper.builder().build();
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(Tx.class, () -> tx);
        context.registerBean(Ids.class, () -> new Ids(clock));
        context.registerBean("verify", Bulkhead.class, () -> new Bulkhead("signing", 1, 100));
        context.register(ContentConfiguration.class);
        context.refresh();
        log = new LogStore(tx);
        StepStore steps = new StepStore(tx, json);
        Bulkhead work = context.getBean(Bulkhead.class);
        follower = new Follower(steps, log, new Digests(steps, context.getBean(ContentDesk.class), work), work);
    }

    static String number(int n) {
        return String.format(Locale.ROOT, "%020d", n);
    }

    /** What document {@code n} was sent with. */
    static byte[] signature(int n) {
        return ("CMS " + n).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Documents {@code from} to {@code to - 1}, each registered, delivered and received: a box of four sends, the next
     * one gets, and both are told of the receipt.
     */
    void exchange(int from, int to) {
        ContentDesk content = context.getBean(ContentDesk.class);
        List<String> sql = new ArrayList<>();
        for (int box = 1; box <= 4; box++) {
            sql.add("insert into hub.participant (id, box_id, kind, country, tax_id, name, regime, status, registered_at,"
                    + " self_declared, snapshot) values (gen_random_uuid(), " + box + ", 'LEGAL_ENTITY', 'KZ', 'T" + box
                    + "', 'N', 'EDS', 'REGISTERED', now(), '{}', '{}') on conflict do nothing");
        }
        List<String> events = new ArrayList<>();
        for (int n = from; n < to; n++) {
            int sender = 1 + n % 4;
            int recipient = 1 + (n + 1) % 4;
            DataKey key = content.newKey();
            sql.add("insert into hub.content (box_id, content_id, key_id, sealed_key, size, chunks, bound, created_at)"
                    + " values (" + sender + ", '" + key.content() + "', '" + key.masterId() + "', '\\x"
                    + HEX.formatHex(key.wrapped()) + "', 1, 0, true, now())");
            sql.add("insert into hub.document (box_id, number, pos, submission_id, content_id, size, sha256, meta,"
                    + " registered_at) values (" + sender + ", '" + number(n) + "', " + (n + 1)
                    + ", gen_random_uuid(), '" + key.content() + "', 1, sha256('" + n
                    + "'), '{\"title\":\"t\"}', now())");
            sql.add("insert into hub.document_signature (box_id, number, ordinal, sealed, report) values (" + sender
                    + ", '" + number(n) + "', 0, '\\x"
                    + HEX.formatHex(content.sealPart(key, ContentDesk.SIGNATURE_PART, signature(n))) + "', '{}')");
            String to1 = "'{\"recipient\":{\"country\":\"KZ\",\"taxId\":\"T" + recipient + "\"}}'";
            String own = "'{\"sender\":{\"country\":\"KZ\",\"taxId\":\"T" + sender + "\"}}'";
            events.add(event(sender, n, "registered", "'{}'"));
            events.add(event(recipient, n, "arrived", own));
            events.add(event(sender, n, "delivered", to1));
            events.add(event(recipient, n, "received", own));
            events.add(event(sender, n, "received", to1));
        }
        sql.add("select count(*) from (values " + String.join(", ", events)
                + ") e(box, id, type, subject, data), lateral eventlog.append(array[box], array[id], array[type],"
                + " array[subject], now(), array[data])");
        database.execute("begin; " + String.join("; ", sql) + "; commit");
    }

    private static String event(int box, int n, String type, String data) {
        return "(" + box + "::bigint, '" + UUID.randomUUID() + "'::uuid, 'kz.centerpro.document." + type + "', '"
                + number(n) + "', " + data + ")";
    }

    static String sha256(byte[] bytes) {
        return HEX.formatHex(DigestAlgorithm.SHA_256.digest(bytes));
    }

    @Override
    public void close() {
        context.close();
        connections.destroy();
    }
}

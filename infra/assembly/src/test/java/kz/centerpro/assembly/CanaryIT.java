package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * No byte of content in logs, events, Redis or a plain database dump (invariant 6); no title in logs or kept by Redis.
 */
@Tag("fleet")
class CanaryIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Fleet fleet = Fleet.whole();
    private final String canary = word();
    private final String titleWord = word();
    private final String fileWord = word();
    private final Person person = fleet.newPerson();
    private final Party sender = new Party(fleet.hub(0).http(), person.signer()).join(Map.of("kind", "INDIVIDUAL"));
    private final Party recipient = fleet.newcomer();

    @AfterEach
    void authoritiesAnswerAgain() {
        fleet.trust().outage(false);
    }

    @Test
    void contentLeavesNoTrace() {
        ListAppender<ILoggingEvent> servers = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger postgres = (Logger) LoggerFactory.getLogger("io.zonky");
        Level usual = postgres.getLevel();
        postgres.setLevel(Level.DEBUG); // PostgreSQL's own messages
        servers.start();
        root.addAppender(servers);
        try (RedisEar redis = RedisEar.at(fleet.redis().port())) {
            send();

            Traces content = new Traces(canary);
            Traces title = new Traces(titleWord);
            Traces file = new Traces(fileWord);

            // The title is shown in lists and events by design: finding it proves that these searches find something.
            fleet.postgres().execute(EmbeddedPostgresServer.DATABASE, "checkpoint");
            assertThat(title.under(fleet.home().resolve("postgresql"))).isNotEmpty();
            assertThat(content.under(fleet.home())).as("files: data, write-ahead log, logs, temporary files").isEmpty();

            List<String> rows = rows();
            assertThat(rows).anyMatch(title::in).anyMatch(row -> row.contains("document.arrived"))
                    .noneMatch(content::in);

            // Wake-ups carry the events, and so titles; nothing but wake-ups does, and nothing stays in Redis.
            assertThat(redis.commands()).noneMatch(content::in).anyMatch(title::in)
                    .allMatch(command -> !title.in(command) || command.contains("PUBLISH"));
            assertThat(redisKeysAndValues()).noneMatch(content::in).noneMatch(title::in);

            assertThat(title.under(fleet.logs())).isEmpty();
            assertThat(file.under(fleet.logs())).isEmpty();
            for (String taxId : List.of(String.valueOf(person.iin()), recipient.taxId())) {
                assertThat(new Traces(taxId).under(fleet.logs())).as("logs: who sent and who received").isEmpty();
            }
            assertThat(logLines()).isNotEmpty().allSatisfy(line -> {
                assertThat(line.path("@timestamp").asString("")).isNotEmpty();
                assertThat(line.path("message").isString()).isTrue();
                assertThat(line.toString()).doesNotContain("СЫНАҚОВ", "АЛМАС");
            });
            assertThat(List.copyOf(servers.list)).extracting(ILoggingEvent::toString)
                    .noneMatch(line -> content.in(line) || title.in(line) || file.in(line));
        } finally {
            root.detachAppender(servers);
            postgres.setLevel(usual);
        }
    }

    /** What the processes said, of which every line is one JSON object; the JVM's own remarks are not theirs. */
    private List<JsonNode> logLines() {
        try (Stream<Path> files = Files.list(fleet.logs())) {
            List<JsonNode> lines = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.isBlank() && !line.startsWith("WARNING: ") && !line.startsWith("OpenJDK ")) {
                        lines.add(Party.JSON.readTree(line));
                    }
                }
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Accepted small, attached and large; parked; refused in several ways; and fetched again. */
    private void send() {
        byte[] small = text(200);
        byte[] large = text(300 * 1024);
        List<String> numbers = new ArrayList<>();
        numbers.add(sender.send(metadata(), sender.sign(small), small, null).expect(201).text("number"));
        numbers.add(sender.send(metadata(), person.signer().sign(small, true), null, null).expect(201).text("number"));
        numbers.add(sender.send(metadata(), person.signer().sign(large, true), null, null).expect(201).text("number"));
        numbers.add(sender.send(metadata(), sender.sign(large), large, null).expect(201).text("number"));

        byte[] flipped = small.clone();
        flipped[0] ^= 1;
        sender.send(metadata(), sender.sign(small), flipped, null).expect(422);
        sender.send(metadata(), small, small, null).expect(422); // content where the signature belongs
        sender.send(metadata(), null, large, null).expect(422);
        Map<String, Object> strange = metadata();
        strange.put("recipients", titleWord);
        sender.send(strange, sender.sign(small), small, null).expect(400, 422);

        for (String number : numbers) {
            arrived(number);
            assertThat(new String(recipient.get("/v1/documents/" + number + "/content").expect(200).bytes(),
                    StandardCharsets.US_ASCII)).contains(canary);
            recipient.get("/v1/documents/" + number + "/signatures").expect(200);
        }

        // Last, so that it is still waiting when traces are looked for.
        Person renewed = fleet.trust().issue(PersonProfile.resident("renewed-" + person.iin(), KeyKind.RSA, "СЫНАҚОВ",
                "АЛМАС", null, String.valueOf(person.iin())));
        fleet.trust().outage(true);
        sender.send(metadata(), renewed.signer().sign(small, true), null, null).expect(202);
        sender.send(metadata(), renewed.signer().sign(large, false), large, null).expect(202);
    }

    private void arrived(String number) {
        Await.until("arrival of " + number, SOON, () -> recipient.get("/v1/documents/" + number).status() == 200);
    }

    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>(Party.metadata(recipient, null));
        metadata.put("title", titleWord);
        metadata.put("fileName", fileWord + ".txt");
        return metadata;
    }

    /** The canary again and again, so that no boundary of chunks or pages can hide it. */
    private byte[] text(int length) {
        return (canary + " ").repeat(length / canary.length() + 1).getBytes(StandardCharsets.US_ASCII);
    }

    /** What a plain dump would hold: every row of every table as text. */
    private List<String> rows() {
        List<String> tables = fleet.column("""
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname in ('hub', 'eventlog', 'public') and c.relkind = 'r'""");
        List<String> rows = new ArrayList<>();
        for (String table : tables) {
            rows.addAll(fleet.column("select t::text from " + table + " t"));
        }
        return rows;
    }

    private List<String> redisKeysAndValues() {
        List<String> all = new ArrayList<>();
        RedisClient client = RedisClient.create(fleet.redis().url());
        try (client; StatefulRedisConnection<byte[], byte[]> redis = client.connect(ByteArrayCodec.INSTANCE)) {
            for (byte[] key : redis.sync().keys("*".getBytes(StandardCharsets.US_ASCII))) {
                all.add(new String(key, StandardCharsets.ISO_8859_1));
                all.add(new String(redis.sync().dump(key), StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    private static String word() {
        return "canary" + UUID.randomUUID().toString().replace("-", "");
    }
}

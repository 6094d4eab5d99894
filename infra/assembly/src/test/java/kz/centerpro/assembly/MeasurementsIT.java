package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.centerpro.contracts.wire.MeterNames;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a metrics server is told by a running assembly, and what it is not told. */
class MeasurementsIT {

    private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();
    private static final Pattern NAME = Pattern
            .compile("\\b(center_[a-z_]+|http_server_[a-z_]+|jvm_[a-z_]+|process_[a-z_]+)");
    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Party management = new Party(TestCenter.center().management(), content -> content);

    @Test
    void everyMeasurementIsToldUnderItsNameAndNoneSpeaksOfAnybody() {
        Party alice = TestCenter.companyA();
        Party bob = TestCenter.companyB();
        String number = carried(alice, bob);

        String told = scrape();
        Set<String> names = names(told);
        for (String name : MeterNames.ALL) {
            assertThat(names).anyMatch(there -> there.startsWith(name.replace('.', '_')));
        }
        assertThat(names.stream().filter(name -> name.startsWith("center_"))).allSatisfy(
                name -> assertThat(MeterNames.ALL).anyMatch(known -> name.startsWith(known.replace('.', '_'))));
        assertThat(value(told, "center_submissions_total{outcome=\"registered\"")).isPositive();
        assertThat(value(told, "center_intake_seconds_count")).isPositive();
        assertThat(value(told, "center_commit_batch_count")).isPositive();
        assertThat(value(told, "center_event_age_seconds_count{door=\"sse\"")).isPositive();
        assertThat(value(told, "center_node_lease_left_seconds")).isPositive();
        assertThat(value(told, "center_pki_fetches_total{kind=\"ocsp\",outcome=\"ok\"")).isPositive();

        List<String> ours = told.lines().filter(line -> line.startsWith("center_")).toList();
        for (String line : ours) {
            Matcher label = LABEL.matcher(line);
            while (label.find()) {
                assertThat(label.group(1)).isIn(labels());
                assertThat(label.group(1).equals("le") ? "" : label.group(2)).doesNotContainPattern("\\d");
            }
        }
        assertThat(told).doesNotContain(number, alice.taxId(), bob.taxId());
    }

    @Test
    void theDashboardAndTheTableNameWhatIsThere() {
        carried(TestCenter.companyA(), TestCenter.companyB());
        Set<String> names = names(scrape());
        JsonNode dashboard = Party.JSON.readTree(read("dashboards/center.json"));
        Set<String> asked = new TreeSet<>();
        for (JsonNode expression : dashboard.findValues("expr")) {
            asked.addAll(names(expression.asString()));
        }
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(names).containsAll(asked);
        String table = read("README.md");
        for (String name : MeterNames.ALL) {
            assertThat(table).contains("`" + name + "`");
        }
    }

    @Test
    void measurementsStayOffThePublicPort() {
        Party open = new Party(TestCenter.center().http(), content -> content);
        open.get("/actuator/prometheus").expect(404);
        open.get("/actuator/health").expect(404);
        assertThat(new String(open.get("/readyz").expect(200).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"UP\"}");
        open.get("/livez").expect(200);
        management.get("/actuator/health/readiness").expect(200);
    }

    private String scrape() {
        return new String(management.get("/actuator/prometheus").expect(200).bytes(), StandardCharsets.UTF_8);
    }

    /** One document, seen live by both sides. */
    private static String carried(Party from, Party to) {
        byte[] content = "Шот-фактура".getBytes(StandardCharsets.UTF_8);
        String base = TestCenter.center().http();
        try (Boxes sender = Boxes.follow(base, from.token(), "top");
                Boxes recipient = Boxes.follow(base, to.token(), "top")) {
            String number = from.send(to, content).expect(201).text("number");
            OwnCenter.await(sender, "document.registered", number);
            OwnCenter.await(recipient, "document.arrived", number);
            return number;
        }
    }

    private static Set<String> labels() {
        return java.util.stream.Stream.concat(MeterNames.LABELS.stream(), java.util.stream.Stream.of("le"))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    private static double value(String told, String start) {
        return told.lines().filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    private static String read(String file) {
        try {
            return Files.readString(DEPLOY.resolve(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}

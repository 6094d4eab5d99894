package kz.centerpro.cli.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a hub of its own process tells of itself, as it does to a metrics server. */
record HubMeasurements(HttpClient http, SeparateHub hub) {

    private static final Pattern BUCKET = Pattern
            .compile("(?m)^center_commit_batch_bucket\\{.*?le=\"([^\"]+)\".*?\\} ([0-9.E]+)$");
    private static final Pattern COMPILED = Pattern
            .compile("(?m)^jvm_compilation_time_ms_total\\{.*?\\} ([0-9.E]+)$");

    /** Commits so far by the most documents in them, each with those of fewer. */
    Map<String, Double> commits() throws IOException, InterruptedException {
        Map<String, Double> counts = new LinkedHashMap<>();
        Matcher bucket = BUCKET.matcher(text());
        while (bucket.find()) {
            counts.put(bucket.group(1), Double.parseDouble(bucket.group(2)));
        }
        return counts;
    }

    /** Milliseconds that the compiler's threads have worked so far, together. */
    double compiledMillis() throws IOException, InterruptedException {
        Matcher told = COMPILED.matcher(text());
        if (!told.find()) {
            throw new IOException("the hub does not tell how long its compiler worked");
        }
        return Double.parseDouble(told.group(1));
    }

    private String text() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(hub.management().resolve("/actuator/prometheus")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }
}

package kz.centerpro.door;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers in the form that the caller accepts, and the form of spreadsheets. */
public final class Forms {

    public static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private Forms() {}

    /** The first of {@code offered} among what is accepted most specifically; refuses when there is none. */
    public static MediaType chosen(ServerRequest request, List<MediaType> offered) {
        List<MediaType> asked = new ArrayList<>(request.headers().accept());
        MimeTypeUtils.sortBySpecificity(asked);
        for (MediaType each : asked.isEmpty() ? List.of(MediaType.ALL) : asked) {
            for (MediaType form : offered) {
                if (each.equalsTypeAndSubtype(form) || each.includes(form)) {
                    return form;
                }
            }
        }
        throw Refusal.of(ProblemType.NOT_ACCEPTABLE, "This comes as " + offered.stream()
                .map(form -> form.getType() + "/" + form.getSubtype()).collect(Collectors.joining(", "))
                + ": see Accept.");
    }

    /** Whether CSV is wanted rather than JSON. */
    public static boolean asCsv(ServerRequest request) {
        return chosen(request, List.of(MediaType.APPLICATION_JSON, CSV)).equals(CSV);
    }

    /** A file {@code name.csv} with a head and rows (RFC 4180), in UTF-8 with its mark. */
    public static Mono<ServerResponse> csv(String name, List<String> head, Stream<List<String>> rows) {
        String text = Stream.concat(Stream.of(head), rows)
                .map(row -> row.stream().map(Forms::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "\uFEFF", "\r\n"));
        return ServerResponse.ok().contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"").bodyValue(text);
    }

    /** A field that a spreadsheet would run as a formula is kept as text; a negative number is a number. */
    private static String quoted(String field) {
        String safe = field.matches("(?s)[=+@\\t\\r].*|-(?![0-9.]+$).*") ? "'" + field : field;
        return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}

package kz.centerpro.door;

import kz.centerpro.contracts.problem.Problem;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The one place where an error of an HTTP exchange becomes {@code application/problem+json}. */
@Order(-2) // before Boot's own handler
public final class ProblemDoor implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemDoor.class);

    private final JsonMapper json;

    public ProblemDoor(JsonMapper json) {
        this.json = json;
    }

    /** The answer quotes the caller's trace, and so does the log when it was not the caller's fault. */
    private static Refusal traced(Refusal refusal, @Nullable String traceId) {
        if (traceId == null) {
            return refusal;
        }
        if (refusal.type().status() >= 500) {
            LOG.atLevel(refusal.type() == ProblemType.INTERNAL ? Level.ERROR : Level.DEBUG)
                    .addKeyValue("trace.id", traceId).log("Answered {}", refusal.type().code());
        }
        return refusal.with("traceId", traceId);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        HttpHeaders asked = exchange.getRequest().getHeaders();
        Refusal refusal = traced(Problems.refusal(error), TraceParent.traceId(asked.getFirst(TraceParent.HEADER)));
        Problem body = Problems.body(refusal,
                asked.getOrEmpty(HttpHeaders.ACCEPT_LANGUAGE).stream().findFirst().orElse("en"));
        response.setStatusCode(HttpStatusCode.valueOf(body.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (body.retryAfter() != null) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, Integer.toString(body.retryAfter()));
        }
        if (body.status() == 401) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        byte[] bytes = json.writeValueAsBytes(body);
        response.getHeaders().setContentLength(bytes.length);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }
}

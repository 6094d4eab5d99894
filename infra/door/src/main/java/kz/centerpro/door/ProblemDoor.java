package kz.centerpro.door;

import kz.centerpro.contracts.problem.Problem;
import kz.centerpro.contracts.problem.Refusal;
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

    private final JsonMapper json;

    public ProblemDoor(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        Refusal refusal = Problems.refusal(error);
        HttpHeaders asked = exchange.getRequest().getHeaders();
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

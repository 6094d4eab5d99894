package kz.centerpro.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** The routes of a table as {@code GET /v1/documents/{number}}. A route that is not a method and a path is an error. */
final class RouteTable implements RouterFunctions.Visitor {

    private final Set<String> routes = new TreeSet<>();
    private final Deque<String> nested = new ArrayDeque<>();

    private RouteTable() {}

    static Set<String> of(RouterFunction<?> table) {
        RouteTable reading = new RouteTable();
        table.accept(reading);
        return reading.routes;
    }

    @Override
    public void startNested(RequestPredicate predicate) {
        nested.addLast(new Read(predicate).path);
    }

    @Override
    public void endNested(RequestPredicate predicate) {
        nested.removeLast();
    }

    @Override
    public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
        Read read = new Read(predicate);
        if (read.methods.isEmpty() || read.path.isEmpty()) {
            throw new AssertionError("no method or no path: " + predicate);
        }
        String path = String.join("", nested) + read.path;
        read.methods.forEach(method -> routes.add(method.name() + " " + path.replace("{*", "{")));
    }

    @Override
    public void resources(Function<ServerRequest, Mono<Resource>> lookupFunction) {
        throw new AssertionError("resources are not served by a table");
    }

    @Override
    public void attributes(Map<String, Object> attributes) {}

    @Override
    public void unknown(RouterFunction<?> routerFunction) {
        throw new AssertionError("not understood: " + routerFunction);
    }

    @SuppressWarnings({"deprecation", "removal"}) // the framework still asks for a method that it calls no more
    private static final class Read implements RequestPredicates.Visitor {

        private Set<HttpMethod> methods = Set.of();
        private String path = "";

        Read(RequestPredicate predicate) {
            predicate.accept(this);
        }

        @Override
        public void method(Set<HttpMethod> found) {
            methods = found;
        }

        @Override
        public void path(String pattern) {
            path = pattern;
        }

        @Override
        public void pathExtension(String extension) {}

        @Override
        public void version(String version) {}

        @Override
        public void header(String name, String value) {}

        @Override
        public void queryParam(String name, String value) {}

        @Override
        public void startAnd() {}

        @Override
        public void and() {}

        @Override
        public void endAnd() {}

        @Override
        public void startOr() {}

        @Override
        public void or() {}

        @Override
        public void endOr() {}

        @Override
        public void startNegate() {}

        @Override
        public void endNegate() {}

        @Override
        public void unknown(RequestPredicate predicate) {}
    }
}

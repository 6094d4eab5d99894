package kz.centerpro.hub.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** The cabinet's one page stands behind each of its addresses; its library is served from the jar that it came in. */
final class CabinetPages implements WebFilter, WebFluxConfigurer {

    private static final Set<String> PAGES = Set.of("/", "/sign-in", "/join", "/in", "/out", "/send", "/parties",
            "/activity", "/money", "/notifications", "/settings/notifications", "/settings/organisation", "/admin");
    private static final Pattern NAMED = Pattern.compile("/(d|admin)/[A-Za-z0-9-]{1,40}");

    private final String library;

    CabinetPages(ResourcePatternResolver files) {
        try {
            Resource[] found = files.getResources("classpath*:META-INF/resources/webjars/lit-html/*/lit-html.js");
            if (found.length != 1) {
                throw new IllegalStateException("One lit-html is needed, there are " + found.length);
            }
            String address = found[0].getURL().toString();
            library = address.substring(0, address.length() - "lit-html.js".length());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/cabinet/vendor/**").addResourceLocations(library);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getPath().value();
        if (HttpMethod.GET.equals(request.getMethod()) && (PAGES.contains(path) || NAMED.matcher(path).matches())) {
            return chain.filter(exchange.mutate().request(request.mutate().path("/cabinet/index.html").build())
                    .build());
        }
        return chain.filter(exchange);
    }
}

package example.slum.intake;

import example.slum.archive.Shelf;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One method for each rule that it breaks. */
@SuppressWarnings("all")
public final class Blunders {

    public String usesAnotherRoom() {
        return new Shelf().toString();
    }

    public String usesBouncyCastle() {
        return new ASN1ObjectIdentifier("1.2.398").getId();
    }

    public Object usesSql(DatabaseClient database) {
        return database;
    }

    public HttpStatus usesWeb() {
        return HttpStatus.OK;
    }

    public Object blocks(Mono<String> mono) {
        return mono.block();
    }

    public Function<Mono<String>, String> blocksByReference() {
        return Mono::block;
    }

    public Object blocksInLambda(Flux<String> flux) {
        Runnable later = () -> flux.blockLast();
        return later;
    }

    public Object iterates(Flux<String> flux) {
        return flux.toIterable();
    }

    public Disposable subscribes(Flux<String> flux) {
        return flux.subscribe();
    }

    public Flux<String> flatMaps(Flux<String> flux) {
        return flux.flatMap(Mono::just);
    }

    public Flux<String> continues(Flux<String> flux) {
        return flux.onErrorContinue((e, o) -> {
        });
    }

    public Object makesUnsafeSinks() {
        return Sinks.unsafe();
    }

    public Flux<String> buffersWithoutBound(Flux<String> flux) {
        return flux.onBackpressureBuffer();
    }

    public Object buffersSinkWithoutBound() {
        return Sinks.many().unicast().onBackpressureBuffer();
    }

    public Scheduler takesSharedScheduler() {
        return Schedulers.boundedElastic();
    }

    public Scheduler makesScheduler() {
        return Schedulers.newParallel("mine");
    }

    public UUID inventsId() {
        return UUID.randomUUID();
    }

    public Instant readsClock() {
        return Instant.now();
    }

    public long readsMillis() {
        return System.currentTimeMillis();
    }

    public Locale readsLocale() {
        return Locale.getDefault();
    }

    public void throwsAnything() {
        throw new RuntimeException("anything");
    }
}

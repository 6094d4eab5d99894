package kz.centerpro.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Gives access tokens. */
public interface Tokens {

    /** A token that holds now; signs in when there is none. */
    Mono<String> token();

    /** The hub did not take this token; false when there can be no other. */
    boolean refused(String token);

    /**
     * What a sign-in gave.
     *
     * @param life
     *            {@code expiresIn} of the answer
     */
    record Issued(String token, Duration life) {

        @Override
        public String toString() {
            return "Issued[" + life + "]";
        }
    }

    /** One token that was given from outside. */
    static Tokens fixed(String token) {
        return new Tokens() {
            @Override
            public Mono<String> token() {
                return Mono.just(token);
            }

            @Override
            public boolean refused(String refused) {
                return false;
            }
        };
    }

    /** Signs in when asked first, when a tenth of the life is left, and when a token was refused; once at a time. */
    static Tokens renewing(Supplier<Mono<Issued>> signIn) {
        AtomicReference<@Nullable Mono<String>> current = new AtomicReference<>();
        return new Tokens() {
            @Override
            public Mono<String> token() {
                return Mono.defer(() -> {
                    Mono<String> known = current.get();
                    if (known != null) {
                        return known;
                    }
                    Mono<String> fresh = Mono.defer(signIn).cacheInvalidateWhen(
                            issued -> Mono.delay(issued.life().multipliedBy(9).dividedBy(10)).then())
                            .map(Issued::token);
                    return current.compareAndSet(null, fresh) ? fresh : token();
                });
            }

            @Override
            public boolean refused(String token) {
                current.set(null);
                return true;
            }
        };
    }
}

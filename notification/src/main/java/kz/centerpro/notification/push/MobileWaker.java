package kz.centerpro.notification.push;

import kz.centerpro.notification.outbound.Answer;
import reactor.core.publisher.Mono;

/**
 * Wakes a mobile device without telling it anything: its app then reads the events of its box. The adapter of a
 * platform's service or of a gateway stands behind it.
 */
public interface MobileWaker {

    /**
     * Always an answer, never an error; 404 and 410 mean that the token serves no more.
     *
     * @param platform
     *            {@code ANDROID} or {@code IOS}
     */
    Mono<Answer> wake(String platform, String token);
}

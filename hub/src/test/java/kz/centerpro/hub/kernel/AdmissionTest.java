package kz.centerpro.hub.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

class AdmissionTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void refusesTheNextOneWithoutTouchingItsBodyAndTakesItWhenAPlaceIsFree() {
        Admission admission = new Admission(1, "submissions", "repeat.");
        Sinks.One<String> first = Sinks.one();
        PublisherProbe<String> body = PublisherProbe.of(Mono.just("second"));
        StepVerifier.create(admission.admit(first.asMono()))
                .then(() -> StepVerifier.create(admission.admit(body.mono()))
                        .expectErrorSatisfies(refused -> {
                            assertThat(((Refusal) refused).type()).isEqualTo(ProblemType.OVERLOADED);
                            assertThat(((Refusal) refused).retryAfter()).isPositive();
                        }).verify(SOON))
                .then(() -> first.tryEmitValue("done")).expectNext("done").expectComplete().verify(SOON);
        body.assertWasNotSubscribed();
        StepVerifier.create(admission.admit(body.mono())).expectNext("second").expectComplete().verify(SOON);
    }

    @Test
    void givesThePlaceBackWhenTheClientLeavesOrTheWorkFails() {
        Admission admission = new Admission(1, "submissions", "repeat.");
        StepVerifier.create(admission.admit(Mono.never())).thenCancel().verify(SOON);
        StepVerifier.create(admission.admit(Mono.error(new IllegalStateException("x"))))
                .expectError(IllegalStateException.class).verify(SOON);
        StepVerifier.create(admission.admit(Mono.just(1))).expectNext(1).expectComplete().verify(SOON);
    }

    @Test
    void leavesRoomForOthersBesideABulkSender() {
        Admission admission = new Admission(4, 2, "submissions", "repeat.");
        StepVerifier.create(admission.admit("bulk", Mono.never())).then(() -> StepVerifier
                .create(admission.admit("bulk", Mono.never())).then(() -> {
                    StepVerifier.create(admission.admit("bulk", Mono.just(3))).expectErrorSatisfies(
                            refused -> assertThat(((Refusal) refused).type()).isEqualTo(ProblemType.RATE_LIMITED))
                            .verify(SOON);
                    StepVerifier.create(admission.admit("person", Mono.just(1))).expectNext(1).expectComplete()
                            .verify(SOON);
                }).thenCancel().verify(SOON)).thenCancel().verify(SOON);
        StepVerifier.create(admission.admit("bulk", Mono.just(3))).expectNext(3).expectComplete().verify(SOON);
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One trace from the sender's request to the recipient's stream and through the log (W3C Trace Context). */
class TraceIT {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + ID + "-00f067aa0ba902b7-01";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Party alice = TestCenter.companyA();
    private final Party bob = TestCenter.companyB();
    private final Logged logged = new Logged();
    private final Logger log = (Logger) LoggerFactory.getLogger("kz.centerpro.hub.trust");

    /** What was logged, with what was beside it. */
    private static final class Logged extends AppenderBase<ILoggingEvent> {

        private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            event.getMDCPropertyMap(); // read while it is there
            lines.add(event);
        }
    }

    @BeforeEach
    void listens() {
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void listensNoMore() {
        log.detachAppender(logged);
        TestCenter.trustCentre().outage(false);
    }

    @Test
    void theTraceOfARequestIsOnItsEventsInBothBoxes() {
        try (Boxes sent = Boxes.follow(TestCenter.center().http(), alice.token(), null);
                Boxes received = Boxes.follow(TestCenter.center().http(), bob.token(), null)) {
            String number = alice.traced(PARENT).send(bob, bytes("traced")).expect(201).text("number");
            assertThat(of(number, "registered", sent)).isEqualTo(PARENT);
            assertThat(of(number, "arrived", received)).isEqualTo(PARENT);
            assertThat(of(number, "delivered", sent)).isEqualTo(PARENT);

            String without = alice.traced(null).send(bob, bytes("untraced")).expect(201).text("number");
            assertThat(of(without, "arrived", received)).isEmpty();
        }
    }

    @Test
    void aParkedSubmissionKeepsItsTraceAndTheLogTellsIt() {
        byte[] content = bytes("parked and traced");
        byte[] cms = unknown().signer().sign(content, false);
        TestCenter.trustCentre().outage(true);
        try (Boxes received = Boxes.follow(TestCenter.center().http(), bob.token(), null)) {
            alice.traced(PARENT).send(Party.metadata(bob, null), cms, content, null).expect(202);
            TestCenter.trustCentre().outage(false);
            JsonNode arrived = received.next(
                    event -> event.path("type").asString("").endsWith(".arrived")
                            && PARENT.equals(event.path("traceparent").asString("")),
                    "arrived with its trace", SOON);
            assertThat(arrived.path("data").has("traceparent")).isFalse();
        }
        assertThat(logged.lines).filteredOn(line -> line.getFormattedMessage().startsWith("OCSP not available"))
                .anySatisfy(line -> assertThat(line.getMDCPropertyMap()).containsEntry("trace.id", ID));
    }

    /** A colleague of Alice's whose certificate no responder was asked about yet. */
    private static Person unknown() {
        Person head = TestCenter.trustCentre().person("head-a");
        return TestCenter.trustCentre().issue(PersonProfile
                .resident("traced" + System.nanoTime(), KeyKind.GOST, "ТЕСТОВ", "ТЕСТ", null,
                        String.valueOf(TestCenter.trustCentre().person("employee-a").iin()))
                .of(SignerRole.EMPLOYEE, String.valueOf(head.organization()), String.valueOf(head.bin())));
    }

    private static String of(String number, String kind, Boxes stream) {
        return stream.next(event -> number.equals(event.path("subject").asString(""))
                && event.path("type").asString("").endsWith("." + kind), kind, SOON).path("traceparent").asString("");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package kz.centerpro.notification.app;

import static kz.centerpro.testkit.Rooms.EVERY_ROOM;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.testkit.HouseRules;
import kz.centerpro.testkit.Rooms;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {

    @TestFactory
    Stream<DynamicTest> notificationKeepsTheHouseRules() {
        return HouseRules.all(HouseRules.mainClasses("kz.centerpro.notification"),
                new Rooms("kz.centerpro.notification", Map.of("stream", Set.of(), "consumer", Set.of("stream"), "sse",
                        Set.of("stream", "consumer"), "rsocket", Set.of("stream", "consumer"), "outbound",
                        Set.of(), "webhook", Set.of("stream", "outbound"), "notice", Set.of("outbound"), "mail",
                        Set.of("notice", "outbound"), "push", Set.of("notice", "outbound"),
                        "app", EVERY_ROOM)));
    }
}

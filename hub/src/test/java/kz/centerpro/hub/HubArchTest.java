package kz.centerpro.hub;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.testkit.HouseRules;
import kz.centerpro.testkit.Rooms;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The house rules, on the hub. The map is the one that ARCHITECTURE.md draws. */
class HubArchTest {

    private static final Rooms ROOMS = new Rooms("kz.centerpro.hub",
            Map.of("signature", Set.of(), "content", Set.of(), "delivery", Set.of(),
                    "trust", Set.of("signature"), "participant", Set.of("signature"), "agreement",
                    Set.of("participant", "signature"), "access",
                    Set.of("participant", "agreement", "signature"), "docflow",
                    Set.of("participant", "agreement", "signature", "trust", "content", "delivery"), "app",
                    Rooms.EVERY_ROOM));

    @TestFactory
    Stream<DynamicTest> keepsTheHouseRules() {
        return HouseRules.all(HouseRules.mainClasses("kz.centerpro.hub"), ROOMS, "signature");
    }
}

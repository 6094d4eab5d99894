package kz.centerpro.eventlog;

import java.util.stream.Stream;
import kz.centerpro.testkit.HouseRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {

    @TestFactory
    Stream<DynamicTest> eventLogKeepsTheHouseRules() {
        var classes = HouseRules.mainClasses("kz.centerpro.eventlog");
        return Stream.of(
                DynamicTest.dynamicTest("SQL stays in its places", () -> HouseRules.sqlStaysInStores(classes)),
                DynamicTest.dynamicTest("nobody blocks", () -> HouseRules.nobodyBlocks(classes)),
                DynamicTest.dynamicTest("only loops subscribe", () -> HouseRules.onlyLoopsSubscribe(classes)),
                DynamicTest.dynamicTest("flatMap states its number", () -> HouseRules.flatMapStatesItsNumber(classes)),
                DynamicTest.dynamicTest("no treacherous operators", () -> HouseRules.noTreacherousOperators(classes)),
                DynamicTest.dynamicTest("no schedulers of its own",
                        () -> HouseRules.schedulersComeFromBulkhead(classes)),
                DynamicTest.dynamicTest("no bare RuntimeException", () -> HouseRules.noBareRuntimeException(classes)),
                DynamicTest.dynamicTest("packages are null-marked", () -> HouseRules.packagesAreNullMarked(classes)));
    }
}

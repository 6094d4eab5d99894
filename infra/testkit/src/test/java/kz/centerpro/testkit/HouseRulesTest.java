package kz.centerpro.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {

    private static final JavaClasses HOUSE = new ClassFileImporter().importPackages("example.house");
    private static final JavaClasses SLUM = new ClassFileImporter().importPackages("example.slum");
    private static final JavaClasses NOTHING = new ClassFileImporter().importPackages("example.nothing");
    private static final Rooms HOUSE_ROOMS = new Rooms("example.house", Map.of("billing", Set.of(), "signature",
            Set.of(), "app", Rooms.EVERY_ROOM));

    @TestFactory
    Stream<DynamicTest> acceptsTidyHouse() {
        return HouseRules.all(HOUSE, HOUSE_ROOMS, "signature");
    }

    @TestFactory
    Stream<DynamicTest> refusesToHoldOverNothing() {
        return HouseRules.all(NOTHING, new Rooms("example.nothing", Map.of()), "signature")
                .map(rule -> DynamicTest.dynamicTest(rule.getDisplayName(),
                        () -> assertThatThrownBy(rule.getExecutable()::execute).isInstanceOf(AssertionError.class)
                                .hasMessageContaining("matched nothing")));
    }

    @Test
    void catchesUseOfAnotherRoomAndKernelThatKnowsRooms() {
        var rooms = new Rooms("example.slum", Map.of("intake", Set.of(), "archive", Set.of("intake")));
        bites(classes -> rooms.check(classes), "intake may not use archive", "usesAnotherRoom",
                "kernel may not use archive");
    }

    @Test
    void catchesCycleUnknownRoomAndEmptyRoomOnTheMap() {
        var rooms = new Rooms("example.slum", Map.of("intake", Set.of("attic"), "attic", Set.of("intake")));
        bites(classes -> rooms.check(classes), "cycle through 'intake'", "room 'attic' has no class",
                "room 'archive' is not on the map");
    }

    @Test
    void catchesBouncyCastleSqlAndWebOutOfTheirPlaces() {
        bites(classes -> HouseRules.bouncyCastleStaysIn(classes, "example.slum", "signature"), "usesBouncyCastle");
        bites(classes -> HouseRules.bouncyCastleStaysIn(classes, "example.slum"), "usesBouncyCastle");
        bites(HouseRules::sqlStaysInStores, "usesSql");
        bites(HouseRules::webStaysInDoors, "usesWeb");
    }

    @Test
    void catchesBlockingAlsoInLambdasAndReferences() {
        bites(HouseRules::nobodyBlocks, "blocks(", "blocksByReference", "blocksInLambda", "iterates");
    }

    @Test
    void catchesSubscriptionOutsideLoops() {
        bites(HouseRules::onlyLoopsSubscribe, "subscribes");
    }

    @Test
    void catchesFlatMapWithoutNumber() {
        bites(HouseRules::flatMapStatesItsNumber, "flatMaps");
    }

    @Test
    void catchesTreacherousOperators() {
        bites(HouseRules::noTreacherousOperators, "continues", "makesUnsafeSinks", "buffersWithoutBound",
                "buffersSinkWithoutBound");
    }

    @Test
    void catchesSchedulersOutsideTheBulkhead() {
        bites(HouseRules::schedulersComeFromBulkhead, "takesSharedScheduler", "makesScheduler");
    }

    @Test
    void catchesInventedIdsTimeAndLocale() {
        bites(HouseRules::idsTimeAndLocaleAreGiven, "inventsId", "readsClock", "readsMillis", "readsLocale");
    }

    @Test
    void catchesBareRuntimeException() {
        bites(HouseRules::noBareRuntimeException, "throwsAnything");
    }

    @Test
    void catchesSwollenKernelAndUnmarkedPackages() {
        bites(classes -> HouseRules.kernelStaysSmall(classes, "example.slum"), "Thirteen");
        bites(HouseRules::packagesAreNullMarked, "example.slum.intake", "example.slum.kernel");
    }

    private static void bites(Consumer<JavaClasses> rule, String... traces) {
        assertThatThrownBy(() -> rule.accept(SLUM)).isInstanceOf(AssertionError.class).hasMessageContainingAll(traces);
    }
}

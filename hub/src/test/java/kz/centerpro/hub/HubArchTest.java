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
            Map.ofEntries(Map.entry("gost", Set.of()), Map.entry("certificate", Set.of("gost")),
                    Map.entry("content", Set.of()),
                    Map.entry("delivery", Set.of()), Map.entry("signature", Set.of("certificate")),
                    Map.entry("xml", Set.of("signature", "certificate")),
                    Map.entry("pdf", Set.of("signature", "certificate")),
                    Map.entry("asic", Set.of("signature", "certificate")),
                    Map.entry("trust", Set.of("signature", "certificate", "xml")),
                    Map.entry("participant", Set.of("signature", "certificate")),
                    Map.entry("agreement", Set.of("participant", "signature", "certificate")),
                    Map.entry("audit", Set.of()), Map.entry("bulletin", Set.of("participant")),
                    Map.entry("counterparty", Set.of("participant", "agreement")),
                    Map.entry("restriction", Set.of("audit", "participant")),
                    Map.entry("termination",
                            Set.of("restriction", "audit", "participant", "agreement", "signature", "certificate")),
                    Map.entry("access",
                            Set.of("restriction", "audit", "participant", "agreement", "counterparty", "signature",
                                    "certificate")),
                    Map.entry("docflow",
                            Set.of("counterparty", "restriction", "participant", "agreement", "signature",
                                    "certificate", "trust", "content", "delivery", "quota")),
                    Map.entry("answer",
                            Set.of("docflow", "participant", "agreement", "signature", "certificate", "trust",
                                    "content", "delivery")),
                    Map.entry("outside", Set.of("docflow", "participant", "agreement", "restriction")),
                    Map.entry("egov", Set.of("access", "content", "participant", "signature", "certificate")),
                    Map.entry("quota", Set.of()), Map.entry("tariff", Set.of()),
                    Map.entry("ledger", Set.of("participant", "paper")),
                    Map.entry("rating", Set.of()), Map.entry("cabinet", Set.of()),
                    Map.entry("page",
                            Set.of("verification", "docflow", "outside", "agreement", "tariff", "cabinet")),
                    Map.entry("statement", Set.of()), Map.entry("paper", Set.of()),
                    Map.entry("payment", Set.of("statement", "paper", "participant")),
                    Map.entry("acquiring", Set.of("payment", "participant")),
                    Map.entry("seal", Set.of()), Map.entry("esf", Set.of("seal")),
                    Map.entry("evidence",
                            Set.of("docflow", "participant", "content", "seal", "trust", "signature", "certificate")),
                    Map.entry("act",
                            Set.of("agreement", "paper", "participant", "docflow", "answer", "seal")),
                    Map.entry("report", Set.of("participant")), Map.entry("partner", Set.of()),
                    Map.entry("authority", Set.of("participant", "certificate")),
                    Map.entry("verification", Set.of("signature", "certificate", "trust", "xml", "pdf", "asic")),
                    Map.entry("app", Rooms.EVERY_ROOM)));

    @TestFactory
    Stream<DynamicTest> keepsTheHouseRules() {
        return HouseRules.all(HouseRules.mainClasses("kz.centerpro.hub"), ROOMS, "certificate", "signature",
                "authority", "xml", "seal");
    }
}

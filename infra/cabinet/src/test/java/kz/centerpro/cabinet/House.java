package kz.centerpro.cabinet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import kz.centerpro.assembly.Center;
import kz.centerpro.browser.Chromium;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.ncalayer.NcaLayerSimulator;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;

/** One hub and one browser for all tests of a JVM. */
final class House {

    private static @Nullable Center center;
    private static @Nullable Chromium chromium;
    private static @Nullable PushVendorSimulator pushVendor;
    private static int born = 7100;

    private House() {}

    static synchronized Center center() {
        if (center == null) {
            try {
                Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()),
                        "center-");
                center = Center.start(home, settings());
                Runtime.getRuntime().addShutdownHook(new Thread(center::close, "center-stop"));
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        return center;
    }

    private static String[] settings() {
        List<String> settings = new ArrayList<>(List.of("--server.port=" + FreePorts.any(),
                "--management.server.port=" + FreePorts.any(), "--center.notification.rsocket.port=" + FreePorts.any(),
                "--center.development.trust-port=" + FreePorts.any(),
                // Wrong and repeated sign-ins are tried on purpose, all from one address.
                "--center.access.wrong-logins-permitted=1000", "--center.notification.push.loopback=true",
                "--center.notification.webhook.loopback=true",
                "--center.notification.push.stand-in=" + pushVendor().http(), "--logging.level.root=warn"));
        String from = System.getProperty("cabinet.from", "");
        if (!from.isEmpty()) { // by hand: the files as they lie there
            settings.add("--center.cabinet.from=" + from);
        }
        return settings.toArray(String[]::new);
    }

    /** What the simulated mail server took. */
    static Path mail() {
        return center().home().resolve("mail");
    }

    static synchronized Chromium chromium() {
        if (chromium == null) {
            chromium = Chromium.launch("--ignore-certificate-errors-spki-list=" + ncaLayer().spki());
            System.out.println("Chromium " + chromium.version());
            Runtime.getRuntime().addShutdownHook(new Thread(chromium::close, "chromium-stop"));
        }
        return chromium;
    }

    /** The simulator that stands where the maker of the browser brings pushes. */
    static synchronized PushVendorSimulator pushVendor() {
        if (pushVendor == null) {
            pushVendor = new PushVendorSimulator(Path.of("target", "push-vendor").toAbsolutePath());
            Runtime.getRuntime().addShutdownHook(new Thread(pushVendor::close, "push-vendor-stop"));
        }
        return pushVendor;
    }

    static TrustCentre trustCentre() {
        return Objects.requireNonNull(center().trustCentre());
    }

    /** The simulator that stands where NCALayer would; the browser trusts its certificate and no other stranger's. */
    static NcaLayerSimulator ncaLayer() {
        return Objects.requireNonNull(center().ncaLayer());
    }

    /** Somebody of the development trust centre, who has a key there. */
    static Someone known(String id) {
        return new Someone(center().http(), trustCentre().person(id));
    }

    /** A new company, registered and with the offer accepted, whose head has a GOST key. */
    static Someone company(String name) {
        return new Someone(center().http(), head(name)).join("LEGAL_ENTITY");
    }

    /** The first head of a company that the hub does not know yet. */
    static synchronized Person head(String company) {
        String iin = identifier("850315300");
        String bin = identifier("241140000");
        return trustCentre().issue(PersonProfile.resident("p" + iin, KeyKind.GOST, "СЫНАҚОВ", "АЛМАС", "БОЛАТҰЛЫ", iin)
                .of(SignerRole.FIRST_HEAD, company, bin));
    }

    private static String identifier(String begin) {
        while (true) {
            String eleven = begin.substring(0, 7) + String.format(Locale.ROOT, "%04d", born++);
            int check = TaxId.checkDigit(eleven + "0");
            if (check < 10) {
                return eleven + check;
            }
        }
    }
}

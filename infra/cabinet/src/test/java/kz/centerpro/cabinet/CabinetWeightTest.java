package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.cabinet.CabinetFiles.Source;
import org.junit.jupiter.api.Test;

/** What a person's browser fetches in the end, each file compressed by itself as the hub sends it. */
class CabinetWeightTest {

    private static final int SCRIPTS_MAX = 60 * 1024;
    private static final int STYLES_MAX = 12 * 1024;

    @Test
    void scriptsOfAllScreensAreLight() {
        int code = zipped(CabinetFiles.scripts());
        System.out.println("FIGURE cabinet: scripts " + code + " bytes gzip, words of the heaviest language "
                + words() + ", styles " + zipped(CabinetFiles.of("css")));
        assertThat(code).as("gzip bytes of all scripts").isLessThanOrEqualTo(SCRIPTS_MAX);
    }

    @Test
    void stylesAreLight() {
        assertThat(zipped(CabinetFiles.of("css"))).as("gzip bytes of all style sheets").isPositive()
                .isLessThanOrEqualTo(STYLES_MAX);
    }

    private static int words() {
        return Stream.of("kk", "ru", "en").mapToInt(language -> zipped(CabinetFiles.of("js").stream()
                .filter(file -> file.under("i18n/" + language)).toList())).max().orElse(0);
    }

    private static int zipped(List<Source> files) {
        return files.stream().mapToInt(Source::zipped).sum();
    }
}

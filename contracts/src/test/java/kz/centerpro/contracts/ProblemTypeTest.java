package kz.centerpro.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import kz.centerpro.contracts.problem.Problem;
import kz.centerpro.contracts.problem.ProblemType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProblemTypeTest {

    /** A slug that was published once is for ever: this file only grows. */
    @Test
    void standsInTheGoldenFile() throws IOException {
        String golden = new String(
                Objects.requireNonNull(getClass().getResourceAsStream("/problem-types.txt")).readAllBytes(),
                StandardCharsets.UTF_8);
        String registry = Arrays.stream(ProblemType.values())
                .map(type -> type.status() + " " + type.uri() + " " + type.code()).sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(registry).isEqualTo(golden);
    }

    @Test
    void hasATitleOfItsOwnInThreeLanguages() {
        for (String language : new String[]{"kk", "ru", "en"}) {
            assertThat(Arrays.stream(ProblemType.values()).map(type -> type.title(language)).distinct().count())
                    .isEqualTo(ProblemType.values().length);
        }
        for (ProblemType type : ProblemType.values()) {
            assertThat(type.title("kk")).matches("(?U).*[А-Яа-яәғқңөұүһіӘҒҚҢӨҰҮҺІ].*");
            assertThat(type.title("ru")).matches("(?U).*[А-Яа-я].*");
            assertThat(type.title("kk")).isNotEqualTo(type.title("ru"));
        }
    }

    @Test
    void writesExtensionsAsMembersOfTheBody() {
        String body = JsonMapper.shared().writeValueAsString(
                Problem.of(ProblemType.CURSOR_EXPIRED, "ru", "detail", null, null, Map.of("earliest", "abc")));
        assertThat(body)
                .contains("\"type\":\"/problems/cursor-expired\"", "\"status\":410", "\"earliest\":\"abc\"", "Курсор")
                .doesNotContain("extensions", "instance", "retryAfter");
    }
}

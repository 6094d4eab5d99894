package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchWordsTest {

    private static final String NUMBER = "26110000000010812893";

    @Test
    void foldsCaseAndKeepsKazakhLettersApart() {
        assertThat(SearchWords.split("«ҚАЗАҚ» Қазақ казак")).containsExactly("қазақ", "қазақ", "казак");
        assertThat(SearchWords.split("СЧЁТ-фактура №15/2")).containsExactly("счет", "фактура", "15", "2");
        assertThat(SearchWords.split("и\u0306од")).containsExactly("йод"); // two code points for one letter
        assertThat(SearchWords.split("  ' \\ & | ! :* ")).isEmpty();
    }

    @Test
    void storesTitleNamesTaxNumbersAndTheEndOfTheNumber() {
        assertThat(SearchWords
                .stored(7, "out", NUMBER, "Шарт ЖШС «Тұлпар»", List.of("KZ:090340002716"), "Power of ATTORNEY")
                .split(" "))
                .containsExactly("7o/" + NUMBER, "7o/12893", "7o/@kz090340002716", "7o/090340002716",
                        "7o/%powerofattorney", "7o/шарт",
                        "7o/жшс", "7o/тұлпар");
    }

    @Test
    void asksForAllWordsByTheirBeginningsAndForAPartyAsAWhole() {
        assertThat(SearchWords.query(7, "in", "шар ТҰЛ", "KZ:0903", null)).isEqualTo(
                "'7i/шар':* & '7i/тұл':* & '7i/@kz0903'");
        assertThat(SearchWords.query(7, "in", " ' ", null, null)).isNull();
        assertThat(SearchWords.query(7, "in", null, null, "POWER_OF_ATTORNEY")).isEqualTo("'7i/%powerofattorney'");
    }

    @Test
    void aNumberInGroupsIsOneWord() {
        assertThat(SearchWords.query(7, "in", "26110 00000 00108 12893", null, null))
                .isEqualTo("'7i/" + NUMBER + "':*");
    }
}

package kz.centerpro.sandbox.trustcentre;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.centerpro.contracts.party.TaxId;
import org.junit.jupiter.api.Test;

class DevelopmentPeopleTest {

    @Test
    void givesPeopleWithValidTaxNumbersAndKazakhNames() {
        List<PersonProfile> people = DevelopmentPeople.profiles();
        assertThat(people).extracting(PersonProfile::id).doesNotHaveDuplicates().contains("individual", "head-a",
                "signer-a", "employee-a", "head-b", "employee-b", "entrepreneur", "self-employed", "non-resident",
                "non-resident-head", "operator");
        for (PersonProfile person : people) {
            if (person.kind() != KeyKind.EC) {
                assertThat(TaxId.isIin(String.valueOf(person.iin()))).as(person.id()).isTrue();
            }
            if (person.bin() != null) {
                assertThat(TaxId.isBin(person.bin())).as(person.id()).isTrue();
            }
        }
        assertThat(people).filteredOn(p -> p.iin() != null).extracting(PersonProfile::iin).doesNotHaveDuplicates();
    }
}

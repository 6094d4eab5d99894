package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SignerIdentityTest {

    private static SignerIdentity identity(String subject, String... purposes) throws Exception {
        TestAuthority authority = TestAuthority.root("Authority", TestKey.ec());
        return CertificateReader.identify(authority.issue(subject, TestKey.ec(), TestAuthority.START, TestAuthority.END,
                TestAuthority.purposes(false, purposes)).certificate());
    }

    @ParameterizedTest
    @CsvSource({"'1.2.398.3.3.4.1.2,1.2.398.3.3.4.1.2.1',FIRST_HEAD,true",
            "'1.2.398.3.3.4.1.2,1.2.398.3.3.4.1.2.2',SIGN_RIGHT,true",
            "1.2.398.3.3.4.1.2.3,FINANCE_SIGN,false", "1.2.398.3.3.4.1.2.4,HR,false",
            "1.2.398.3.3.4.1.2.5,EMPLOYEE,false",
            "1.2.398.3.3.4.1.2.6.15,INFORMATION_SYSTEM,false", "'1.3.6.1.5.5.7.3.4,1.2.398.3.3.4.1.1',INDIVIDUAL,false",
            "1.2.398.3.17.3.3,FIRST_HEAD,true", "1.2.398.3.17.3.7,EMPLOYEE,false",
            "1.2.398.3.2.3.4,CIVIL_SERVANT,false",
            "1.2.398.3.2.3.1,ARCHIVE_STAFF,false", "1.3.6.1.5.5.7.3.4,NONE,false",
            "'1.2.398.3.3.4.1.2.5,1.2.398.3.3.4.1.2.2',SIGN_RIGHT,true", "1.2.398.3.3.4.3.1,NONE,false"})
    void readsTheStrongestRole(String purposes, SignerRole role, boolean signingRight) throws Exception {
        SignerIdentity identity = identity("CN=A", purposes.split(",", -1));
        assertThat(identity.role()).isEqualTo(role);
        assertThat(identity.signingRight()).isEqualTo(signingRight);
    }

    @ParameterizedTest
    @CsvSource({"'CN=A B,serialNumber=IIN123456789012,OU=BIN123456789021,O=ORG,C=KZ',123456789012,123456789021",
            "'CN=A,serialNumber=BIN123456789021,C=KZ',,123456789021", "'CN=A,serialNumber=IIN12345,C=KZ',,",
            "'CN=A,serialNumber=DE-1,OU=Sales,C=DE',,"})
    void readsTaxNumbersWhereTheyMayStand(String subject, @Nullable String iin, @Nullable String bin) throws Exception {
        SignerIdentity identity = identity(subject, "1.3.6.1.5.5.7.3.4");
        assertThat(identity.iin()).isEqualTo(iin);
        assertThat(identity.bin()).isEqualTo(bin);
    }

    @Test
    void canBeWrittenAsJson() throws Exception {
        SignerIdentity identity = identity("CN=ТЕСТОВ ТЕСТ,O=ORG", "1.3.6.1.5.5.7.3.4");
        Verdict verdict = new Verdict(Indication.PASSED, "CMS", List.of(), List.of(), "p");
        assertThat(JsonMapper.shared().writeValueAsString(identity)).contains("\"name\":\"ТЕСТОВ ТЕСТ\"",
                "\"role\":\"NONE\"");
        assertThat(JsonMapper.shared().writeValueAsString(verdict)).contains("\"status\":\"PASSED\"");
        assertThat(JsonMapper.shared().writeValueAsString(CheckResult.failed("REVOKED", "why")))
                .isEqualTo("{\"status\":\"FAILED\",\"subIndication\":\"REVOKED\",\"reason\":\"why\"}");
    }
}

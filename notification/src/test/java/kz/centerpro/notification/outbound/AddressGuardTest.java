package kz.centerpro.notification.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Set;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard guard = new AddressGuard(Set.of(443, 8443), false);
    private final AddressGuard development = new AddressGuard(Set.of(443), true);

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
            "127.0.0.1", "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
            "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
            "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1",
            "2002:7f00:1::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "4000::1",
            "5f00::1"})
    void refusesWhatIsNotPublic(String address) {
        assertThat(guard.allows(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255",
            "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2a00:1450:4001::1",
            "2606:4700::1111", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"})
    void allowsWhatIsPublic(String address) {
        assertThat(guard.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void loopbackIsForDevelopmentAloneAndNothingElseWithIt() {
        assertThat(development.allows(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThat(development.allows(InetAddress.ofLiteral("::1"))).isTrue();
        assertThat(development.allows(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
        assertThat(development.checked("http://127.0.0.1:8080/hook").getPort()).isEqualTo(8080);
        assertThat(development.checked("http://localhost:9/hook").getHost()).isEqualTo("localhost");
        refuses(development, "http://example.kz/hook");
        refuses(development, "http://10.0.0.1/hook");
    }

    @Test
    void takesAbsoluteHttpsAddressesOnAllowedPorts() {
        assertThat(guard.checked("https://hooks.example.kz/center?a=1").getHost()).isEqualTo("hooks.example.kz");
        assertThat(guard.checked("https://hooks.example.kz:8443/").getPort()).isEqualTo(8443);
        assertThat(guard.checked("HTTPS://8.8.8.8/").getHost()).isEqualTo("8.8.8.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hook", "/hook", "http://example.kz/", "ftp://example.kz/", "file:///etc/passwd",
            "https://example.kz:22/", "https://example.kz:80/", "https://user@example.kz/", "https://a:b@example.kz/",
            "https://example.kz/#part", "https:///hook", "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/",
            "https://169.254.169.254/latest/meta-data", "https://[::ffff:127.0.0.1]/", "https://[fd00::1]/",
            "https://1.2.3/", "https://2130706433/", "https://exa mple.kz/", "https://example.kz/\u0430",
            "https://[fe80::1%25eth0]/", "mailto:a@example.kz"})
    void refusesOtherAddresses(String url) {
        refuses(guard, url);
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        refuses(guard, "https://example.kz/" + "a".repeat(2048));
    }

    private static void refuses(AddressGuard guard, String url) {
        assertThatThrownBy(() -> guard.checked(url)).as(url).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_FIELD));
    }
}

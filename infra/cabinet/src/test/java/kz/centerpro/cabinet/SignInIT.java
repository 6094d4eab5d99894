package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import kz.centerpro.browser.Chromium;
import kz.centerpro.cabinet.Visit.Look;
import kz.centerpro.sandbox.phone.PhoneSimulator;
import kz.centerpro.sandbox.trustcentre.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways in: NCALayer and the phone, with real GOST keys; and what a person is told when there is no way. */
@NeedsBrowser
class SignInIT {

    private static final Pattern INSIDE = Pattern.compile(".*/in(\\?.*)?$");

    @Test
    void ncaLayerWithAGostKeyOpensTheInbox() {
        Someone head = House.company("ТОО «Вход через NCALayer»");
        House.ncaLayer().signAs(head.person().id());
        try (Visit visit = Visit.of(null, Look.DESK)) {
            Page page = visit.open("/in");
            assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?to=.*"));
            page.locator("[data-door=nca]").click();
            assertThat(page).hasURL(INSIDE);
            visit.settled();
            assertThat(page.locator("body")).containsText("Вход через NCALayer");
            visit.assertClean(House.ncaLayer().uri().toString());
        }
        assertThat(House.ncaLayer().asked().getLast().documents()).isEqualTo(1);
        assertThat(House.ncaLayer().asked().getLast().origin()).isEqualTo(House.center().http());
    }

    @Test
    void theHubRefusesASignatureOverAnotherChallengeAndTheScreenSaysSo() {
        Someone head = House.company("ТОО «Чужая подпись»");
        Someone other = House.company("ТОО «Другой вход»");
        House.ncaLayer().signAs(head.person().id());
        try (Visit visit = Visit.of(null, Look.DESK)) {
            String foreign = other.call("POST", "/v1/auth/challenges", java.util.Map.of()).path("challenge").asString();
            visit.context().route("**/v1/auth/tokens", route -> {
                String asked = route.request().postData();
                route.resume(new Route.ResumeOptions()
                        .setPostData(asked.replaceFirst("\"challenge\":\"(?:[^\"\\\\]|\\\\.)*\"",
                                java.util.regex.Matcher.quoteReplacement(
                                        "\"challenge\":" + tools.jackson.databind.json.JsonMapper.shared()
                                                .writeValueAsString(foreign)))));
            });
            Page page = visit.open("/sign-in");
            int[] status = new int[1];
            page.onResponse(
                    answer -> status[0] = answer.url().endsWith("/v1/auth/tokens") ? answer.status() : status[0]);
            page.locator("[data-door=nca]").click();
            assertThat(page.locator("main .problem")).isVisible();
            assertThat(status[0]).isEqualTo(401);
            assertThat(page).hasURL(Pattern.compile(".*/sign-in.*"));
        }
    }

    @Test
    void aChallengeOpensTheDoorOnce() {
        Someone head = House.company("ТОО «Один раз»");
        String challenge = head.call("POST", "/v1/auth/challenges", java.util.Map.of()).path("challenge").asString();
        var body = java.util.Map.of("challenge", challenge, "signature", head.sign(challenge), "as", "cookie");
        head.call("POST", "/v1/auth/tokens", body);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> head.call("POST", "/v1/auth/tokens", body))
                .hasMessageContaining("answered 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kk", "ru", "en"})
    void cancelledAbsentAndBlockedAreToldApart(String language) {
        Set<String> said = new LinkedHashSet<>();
        try (Visit visit = Visit.of(null, Look.DESK.in(language))) {
            Page page = visit.open("/sign-in");
            House.ncaLayer().cancelNext();
            page.locator("[data-door=nca]").click();
            assertThat(page.locator("main .said")).hasText(Words.of(language, "sign", "cancelled"));
            said.add(page.locator("main .said").innerText());

            House.ncaLayer().stopListening();
            try {
                page.locator("[data-door=nca]").click();
                Locator absent = page.locator("main .problem[data-kind=absent]");
                assertThat(absent).containsText(Words.of(language, "sign", "absent.title"));
                said.add(absent.innerText());
                visit.shot("sign-in-absent");
            } finally {
                House.ncaLayer().listenAgain();
            }
        }
        said.add(blocked(language));
        assertThat(said).hasSize(3);
    }

    /** From a public address the browser itself keeps the page from this device, until the person allows it. */
    private static String blocked(String language) {
        int port = URI.create(House.center().http()).getPort();
        String origin = "http://hub.test:" + port;
        try (Chromium outside = Chromium.launch("--host-resolver-rules=MAP hub.test 127.0.0.1",
                "--ip-address-space-overrides=127.0.0.1:" + port + "=public",
                "--unsafely-treat-insecure-origin-as-secure=" + origin)) {
            BrowserContext context = outside.browser().newContext(new Browser.NewContextOptions()
                    .setLocale(Visit.locale(language)));
            context.setDefaultTimeout(20_000);
            Page page = context.newPage();
            page.navigate(origin + "/sign-in");
            page.locator("[data-door=nca]").click();
            Locator blocked = page.locator("main .problem[data-kind=blocked]");
            assertThat(blocked).containsText(Words.of(language, "sign", "blocked.title"));
            return blocked.innerText();
        }
    }

    @Test
    void aPhoneSignsInAPhoneInKazakh() {
        Person head = House.company("ЖШС «Телефонмен кіру»").person();
        try (Visit visit = Visit.of(null, Look.PHONE)) {
            Page page = visit.open("/sign-in");
            page.locator("[data-door=qr]").click();
            String link = page.locator(".applinks a").first().getAttribute("href");
            visit.shot("sign-in-phone");
            PhoneSimulator.Sent refused = PhoneSimulator.of(head.signer())
                    .signingInstead(content -> (new String(content, java.nio.charset.StandardCharsets.UTF_8) + " ")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .sign(link);
            assertThat(refused.status()).isEqualTo(403);
            PhoneSimulator.Sent sent = PhoneSimulator.of(head.signer()).sign(link);
            assertThat(sent.isTaken()).as("%s", sent.answer()).isTrue();
            assertThat(page).hasURL(INSIDE);
            visit.settled();
            assertThat(page.locator("html")).hasAttribute("lang", "kk");
            visit.shot("after-phone");
            visit.assertClean();
        }
    }

    @Test
    void aQrCodeOnADeskIsReadByAPhone() {
        Person head = House.company("ТОО «Вход по QR»").person();
        try (Visit visit = Visit.of(null, Look.DESK)) {
            Page page = visit.open("/sign-in");
            page.locator("[data-door=qr]").click();
            String link = page.locator("svg.qr").getAttribute("data-link");
            visit.shot("sign-in-qr");
            assertThat(PhoneSimulator.of(head.signer()).sign(link).isTaken()).isTrue();
            assertThat(page).hasURL(INSIDE);
            visit.assertClean();
        }
    }

    @Test
    void aNewcomerRegistersAndAcceptsTheOfferWithHisKey() {
        Person head = House.head("ЖШС «Жаңа келген»");
        House.ncaLayer().signAs(head.id());
        try (Visit visit = Visit.of(null, Look.DESK)) {
            Page page = visit.open("/sign-in");
            page.locator("[data-door=nca]").click();
            assertThat(page).hasURL(Pattern.compile(".*/join.*"));
            visit.settled();
            assertThat(page.locator("main")).containsText(String.valueOf(head.organization()));
            visit.shot("join-register");
            page.locator("main .btn.main").click();
            assertThat(page.locator("main input[type=checkbox]").first()).isVisible();
            visit.shot("join-offer");
            for (Locator box : page.locator("main input[type=checkbox]").all()) {
                box.check();
            }
            page.locator("main .btn.main").click();
            page.locator("dialog [data-door=nca]").click();
            assertThat(page).hasURL(INSIDE);
            visit.settled();
            visit.assertClean(House.ncaLayer().uri().toString());
        }
        assertThat(new Someone(House.center().http(), head).signIn().name()).contains("Жаңа келген");
        assertThat(List.of(House.ncaLayer().asked().getLast().documents())).containsExactly(1);
    }
}

package kz.centerpro.hub.verification;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Clock;
import java.util.List;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.signature.CmsFormat;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureFormat;
import kz.centerpro.hub.trust.TrustDesk;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
public class VerificationConfiguration {

    private static final int AT_ONCE = 32;

    /** Every format that is known here, the most particular first. */
    public static List<SignatureFormat> formats() {
        return List.of(new CmsFormat());
    }

    @Bean
    RouterFunction<ServerResponse> verificationRoutes(TrustDesk trust, @Qualifier("verify") Bulkhead verify,
            Clock clock) {
        List<SignatureFormat> formats = formats();
        VerificationDesk desk = new VerificationDesk(
                policy -> new SignatureDesk(SignatureDesk.BYTES_MAX, policy, formats), trust, verify, clock);
        Admission admission = new Admission(AT_ONCE, "verifications", "repeat a little later.");
        VerificationDoor door = new VerificationDoor(desk, new ReportWriter(), admission, verify);
        return route().POST("/v1/verifications", door::verify).build();
    }
}

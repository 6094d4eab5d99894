package kz.centerpro.hub.verification;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import kz.centerpro.hub.asic.AsicFormat;
import kz.centerpro.hub.asic.BundleFormat;
import kz.centerpro.hub.asic.SignaturesInAsic;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.pdf.PdfFormat;
import kz.centerpro.hub.signature.CmsFormat;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureFormats;
import kz.centerpro.hub.trust.TrustDesk;
import kz.centerpro.hub.xml.XmlFormat;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
public class VerificationConfiguration {

    private static final int AT_ONCE = 32;
    private static final long FILE_BYTES_MAX = 512L * 1024 * 1024;
    private static final int DISK_THREADS = 2;
    private static final int DISK_QUEUE = 256;

    /** Every format that is known here, the most particular first. */
    public static SignatureFormats formats() {
        XmlFormat xml = new XmlFormat();
        AsicFormat asic = new AsicFormat((document, files) -> inContainer(xml, document, files));
        return new SignatureFormats(List.of(new PdfFormat(), new BundleFormat(), asic, xml, new CmsFormat()));
    }

    /** XAdES signatures over files of an ASiC container. */
    private static SignaturesInAsic.Found inContainer(XmlFormat xml, byte[] document, Map<String, byte[]> files)
            throws MalformedSignature {
        var found = xml.readBeside(document, SignatureDesk.BYTES_MAX, files);
        return new SignaturesInAsic.Found(
                found.signatures().stream()
                        .map(each -> new SignaturesInAsic.Covering(each.facts(), each.covered())).toList(),
                found.certificates(), List.of());
    }

    @Bean
    SignatureFormats signatureFormats() {
        return formats();
    }

    /** Threads that may wait for the disk. */
    @Bean
    Bulkhead spool() {
        return new Bulkhead("spool", DISK_THREADS, DISK_QUEUE);
    }

    @Bean
    VerificationDoor verificationDoor(TrustDesk trust, @Qualifier("verify") Bulkhead verify,
            @Qualifier("spool") Bulkhead spool, Clock clock, SignatureFormats formats) {
        VerificationDesk desk = new VerificationDesk(
                policy -> new SignatureDesk(SignatureDesk.BYTES_MAX, policy, formats), trust, verify, clock);
        Admission admission = new Admission(AT_ONCE, "verifications", "repeat a little later.");
        return new VerificationDoor(desk, new ReportWriter(), admission, verify, new LargeFiles(spool, FILE_BYTES_MAX));
    }

    @Bean
    RouterFunction<ServerResponse> verificationRoutes(VerificationDoor door) {
        return route().POST("/v1/verifications", door::verify).build();
    }
}

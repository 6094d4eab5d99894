package kz.centerpro.hub.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.evidence.BundleFiles;
import kz.centerpro.contracts.evidence.EvidenceView;
import kz.centerpro.hub.docflow.DocumentFiles;
import kz.centerpro.hub.docflow.ZipStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that proves one document as one zip file, made while it is sent; see {@link BundleFiles}. */
final class Bundles {

    private static final String README = """
            Center Pro
            ==========

            KK. Бұл мұрағат бір құжаттың әр қадамын дәлелдейді және операторсыз тексеріледі:
                center evidence verify БУМА.zip --trust СЕНІМДІ_СЕРТИФИКАТТАР
            evidence.json - журнал жазбалары, олардың дәлелдері мен бақылау нүктесі. checkpoint.txt.p7s - оператордың
            checkpoint.txt мәтініне қойған қолтаңбасы (CAdES), уақыт белгісі болса, соның ішінде. signatures/ және
            answers/ - тараптардың қолтаңбалары. revocation/ - тексеру кезіндегі OCSP жауаптары.

            RU. Этот архив доказывает каждый шаг одного документа и проверяется без оператора:
                center evidence verify АРХИВ.zip --trust ДОВЕРЕННЫЕ_СЕРТИФИКАТЫ
            evidence.json - записи журнала, их доказательства и контрольная точка. checkpoint.txt.p7s - подпись оператора
            (CAdES) под текстом checkpoint.txt, в ней же метка времени, если она есть. signatures/ и answers/ - подписи
            сторон. revocation/ - ответы OCSP, полученные при проверке.

            EN. This archive proves each step of one document, and is checked without the operator:
                center evidence verify BUNDLE.zip --trust TRUSTED_CERTIFICATES
            evidence.json has the log's records, their proofs and the checkpoint. checkpoint.txt.p7s is the operator's
            signature (CAdES) over checkpoint.txt, with the time-stamp in it when there is one. signatures/ and answers/
            are the parties' signatures. revocation/ has the OCSP answers that were had at verification.

            By hand: the hash of an entry is SHA-256 over an octet 00 and the entry's octets; of two hashes, SHA-256 over
            an octet 01 and both (RFC 9162, 2.1). A path leads from the entry to the root that checkpoint.txt names:
                openssl cms -verify -binary -inform DER -in checkpoint.txt.p7s -content checkpoint.txt -CAfile ROOT.pem
            """;

    private final DocumentFiles files;
    private final JsonMapper json;

    Bundles(DocumentFiles files, JsonMapper json) {
        this.files = files;
        this.json = json;
    }

    /** {@code evidence} has a checkpoint. A recipient who got the whole of it has received the document. */
    Flux<byte[]> bundle(DocumentFiles.Found found, EvidenceView evidence) {
        return Flux.defer(() -> {
            ZipStream zip = new ZipStream();
            Set<String> revocation = new HashSet<>();
            AtomicInteger sent = new AtomicInteger();
            Flux<byte[]> signatures = files.sent(found).concatMap(one -> Flux.concat(
                    file(zip, BundleFiles.SIGNATURES, base(BundleFiles.signature(sent.incrementAndGet())),
                            Flux.just(one.cms())),
                    revocation(zip, one.report(), revocation)));
            Flux<byte[]> answers = files.answers(found).concatMap(one -> Flux.concat(
                    file(zip, BundleFiles.ANSWERS, base(BundleFiles.answer(idOf(one))), Flux.just(one.cms())),
                    statement(zip, one), revocation(zip, one.report(), revocation)));
            Flux<byte[]> content = found.size() == 0
                    ? Flux.empty()
                    : file(zip, BundleFiles.CONTENT, Objects.requireNonNullElse(found.fileName(), "document.bin"),
                            files.content(found));
            return Flux.concat(head(zip, evidence), content, signatures, answers, Mono.fromSupplier(zip::end),
                    files.received(found).then(Mono.<byte[]>empty()));
        }).filter(bytes -> bytes.length > 0);
    }

    private Flux<byte[]> head(ZipStream zip, EvidenceView evidence) {
        var checkpoint = Objects.requireNonNull(evidence.checkpoint());
        return Flux.concat(file(zip, "", BundleFiles.README, text(README)),
                file(zip, "", BundleFiles.EVIDENCE, Flux.defer(() -> Flux.just(json.writeValueAsBytes(evidence)))),
                file(zip, "", BundleFiles.CHECKPOINT, text(checkpoint.note())),
                file(zip, "", BundleFiles.SEAL, Flux.just(Base64.getDecoder().decode(checkpoint.seal()))));
    }

    /** What was signed instead of the document, beside the signature over it. */
    private static Flux<byte[]> statement(ZipStream zip, DocumentFiles.Signature one) {
        String statement = one.statement();
        return statement == null
                ? Flux.empty()
                : file(zip, BundleFiles.ANSWERS, base(BundleFiles.statement(idOf(one))), text(statement));
    }

    private static String idOf(DocumentFiles.Signature one) {
        JsonNode answer = one.answer();
        return answer == null ? "answer" : answer.path("id").asString();
    }

    /** Each response once, by its digest, wherever in the report it stands. */
    private static Flux<byte[]> revocation(ZipStream zip, JsonNode report, Set<String> there) {
        return Flux.fromIterable(report.findValues("evidence")).flatMapIterable(list -> list)
                .filter(each -> each.path("kind").asString("").equals("OCSP") && each.path("der").isString()
                        && there.add(each.path("sha256").asString()))
                .concatMap(each -> file(zip, BundleFiles.REVOCATION, each.path("sha256").asString() + ".der",
                        Flux.just(Base64.getDecoder().decode(each.path("der").asString()))));
    }

    private static Flux<byte[]> text(String text) {
        return Flux.just(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base(String path) {
        return path.substring(path.indexOf('/') + 1);
    }

    private static Flux<byte[]> file(ZipStream zip, String folder, String name, Flux<byte[]> bytes) {
        return Flux.concat(Mono.fromSupplier(() -> zip.open(folder, name)), bytes.map(zip::add),
                Mono.fromSupplier(zip::close));
    }
}

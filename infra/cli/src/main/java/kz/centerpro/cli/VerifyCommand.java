package kz.centerpro.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.CmsStream;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.verification.ReportWriter;
import kz.centerpro.hub.verification.VerificationConfiguration;
import kz.centerpro.hub.verification.VerificationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a signature offline. */
@Command(name = "verify", description = {"Verify a signed file, offline: CMS or CAdES in DER, BER, PEM or base64.",
        "Without certificates to trust, every chain is indeterminate."})
final class VerifyCommand extends Reporting implements Callable<Integer> {

    /** A PDF, an XML file or a container is read whole; attached content of a large CMS streams, whatever its size. */
    private static final int BYTES_MAX = 512 * 1024 * 1024;
    private static final int POLICY_BYTES_MAX = 64 * 1024;

    @Parameters(index = "0", paramLabel = "FILE", description = "the signature, with its content inside or beside it")
    private @Nullable Path file;

    @Option(names = "--content", paramLabel = "FILE", description = "the signed file, for a detached signature")
    private @Nullable Path content;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--at", paramLabel = "TIME", description = "when the signature was received, RFC 3339 or a date; without it, now, or a moment of the "
            + "certificate's validity when that has ended (the reason then says so)")
    private @Nullable String at;

    @Option(names = "--policy", paramLabel = "NAME|FILE", description = "documents, login, offline, archive, or a JSON file of the same shape "
            + "(default: archive, with --at offline)")
    private @Nullable String policy;

    @Option(names = "--language", paramLabel = "kk|ru|en", description = "of the explanations (default: en)")
    private String language = "en";

    @Option(names = "--all", description = "print every question, also those that were answered well")
    private boolean everything;

    @Override
    public Integer call() {
        Verdict verdict = verdict();
        VerificationReport report = new ReportWriter().write(verdict, language);
        if (json()) {
            out().println(Json.text(report));
        } else {
            new VerdictText(out(), everything).print(report);
        }
        return switch (verdict.status()) {
            case PASSED -> Exit.GOOD;
            case FAILED -> Exit.BAD;
            case INDETERMINATE -> Exit.INDETERMINATE;
        };
    }

    private Verdict verdict() {
        Path signature = Objects.requireNonNull(file);
        Instant moment = moment();
        SignatureDesk desk = new SignatureDesk(BYTES_MAX, policy(), VerificationConfiguration.formats());
        CmsStream.Streamed streamed = InputFile.isLargeCms(signature) ? InputFile.streamed(signature) : null;
        SignedContainer container = streamed == null
                ? read(desk, signature, InputFile.bytes(signature, BYTES_MAX))
                : streamed.container();
        ContentDigests digests = streamed != null && streamed.contentBytes() >= 0
                ? streamed.digests()
                : beside(container);
        return desk.examine(container, digests, trust.snapshot(json() ? null : err()), moment);
    }

    private ContentDigests beside(SignedContainer container) {
        Path beside = content;
        if (container.detached() && beside == null && !json()) {
            err().println("center: the signature is detached; name the signed file with --content");
        }
        return beside == null ? ContentDigests.none() : InputFile.digests(beside, container.digestsNeeded());
    }

    private VerificationPolicy policy() {
        String asked = policy;
        if (asked == null) {
            return at == null ? VerificationPolicy.archive() : VerificationPolicy.offline();
        }
        VerificationPolicy builtIn = VerificationPolicy.builtIn().get(asked);
        if (builtIn != null) {
            return builtIn;
        }
        try {
            return VerificationPolicy.read(InputFile.bytes(Path.of(asked), POLICY_BYTES_MAX));
        } catch (IllegalArgumentException broken) {
            throw CommandFailure.unreadable("--policy " + asked + ": " + broken.getMessage());
        }
    }

    private static SignedContainer read(SignatureDesk desk, Path signature, byte[] bytes) {
        try {
            return desk.read(bytes);
        } catch (MalformedSignature malformed) {
            throw CommandFailure.unreadable(signature + " is not a signature or a signed file that can be read here: "
                    + malformed.getMessage());
        }
    }

    private Instant moment() {
        String asked = at;
        if (asked == null) {
            return Instant.now();
        }
        if (asked.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            try {
                return LocalDate.parse(asked).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException noSuchDay) {
                throw CommandFailure.unreadable("--at " + asked + " is no day of the calendar");
            }
        }
        return WireTime.parse(asked).orElseThrow(() -> CommandFailure
                .unreadable("--at " + asked + " is not a time like 2026-11-22T09:00:00Z"));
    }
}

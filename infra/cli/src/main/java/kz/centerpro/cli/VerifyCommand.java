package kz.centerpro.cli;

import java.io.File;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a signature offline. */
@Command(name = "verify", description = {"Verify a signed file, offline: CMS or CAdES in DER, BER, PEM or base64.",
        "Without certificates to trust, every chain is indeterminate."})
final class VerifyCommand extends Reporting implements Callable<Integer> {

    /** Archives hold larger attached signatures than the hub takes. */
    private static final int BYTES_MAX = 512 * 1024 * 1024;

    @Parameters(index = "0", paramLabel = "FILE", description = "the signature, with its content inside or beside it")
    private @Nullable Path file;

    @Option(names = "--content", paramLabel = "FILE", description = "the signed file, for a detached signature")
    private @Nullable Path content;

    @Option(names = "--trust", paramLabel = "DIR", description = "certificates: self-signed ones are trusted, others help to build paths; repeatable "
            + "(default: $CENTER_TRUST)")
    private List<Path> trust = new ArrayList<>();

    @Option(names = "--crl", paramLabel = "DIR", description = "certificate revocation lists; repeatable")
    private List<Path> lists = new ArrayList<>();

    @Option(names = "--at", paramLabel = "TIME", description = "when the signature was received, RFC 3339 or a date; without it, now, or a moment of the "
            + "certificate's validity when that has ended (the reason then says so)")
    private @Nullable String at;

    @Override
    public Integer call() {
        Verdict verdict = verdict();
        VerdictView view = VerdictView.of(verdict);
        if (json()) {
            out().println(Json.text(view));
        } else {
            new VerdictText(out()).print(view);
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
        byte[] bytes = InputFile.bytes(signature, BYTES_MAX);
        if (isXml(bytes)) {
            throw CommandFailure.unreadable(signature + " is XML: XMLDSIG is not supported yet");
        }
        SignatureDesk desk = new SignatureDesk(BYTES_MAX,
                at == null ? VerificationPolicy.archive() : VerificationPolicy.offline());
        SignedContainer container = read(desk, signature, bytes);
        Path beside = content;
        if (container.detached() && beside == null) {
            throw CommandFailure.unreadable("the signature is detached: name the signed file with --content");
        }
        ContentDigests digests = beside == null
                ? ContentDigests.none()
                : InputFile.digests(beside, container.digestsNeeded());
        return desk.examine(container, digests, trusted().snapshot(), moment);
    }

    private static SignedContainer read(SignatureDesk desk, Path signature, byte[] bytes) {
        try {
            return desk.read(bytes);
        } catch (MalformedSignature malformed) {
            throw CommandFailure.unreadable(signature + " is not a signature that can be read here (CMS in DER, BER, "
                    + "PEM or base64): " + malformed.getMessage());
        }
    }

    private TrustFolders trusted() {
        TrustFolders folders = new TrustFolders();
        for (Path place : trust.isEmpty() ? fromEnvironment() : trust) {
            folders.certificates(place);
        }
        lists.forEach(folders::lists);
        if (folders.anchors() == 0 && !json()) {
            err().println("center: no certificate is trusted; name some with --trust");
        }
        return folders;
    }

    private static List<Path> fromEnvironment() {
        String places = System.getProperty("CENTER_TRUST", System.getenv().getOrDefault("CENTER_TRUST", ""));
        return Stream.of(places.split(File.pathSeparator, -1)).filter(place -> !place.isBlank())
                .map(Path::of).toList();
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

    /** The first sign that is not a blank or a byte order mark opens an element. */
    private static boolean isXml(byte[] bytes) {
        for (byte octet : bytes) {
            if (octet == '<') {
                return true;
            }
            if (!Character.isWhitespace(octet) && (octet & 0xff) != 0xef && (octet & 0xff) != 0xbb
                    && (octet & 0xff) != 0xbf) {
                return false;
            }
        }
        return false;
    }
}

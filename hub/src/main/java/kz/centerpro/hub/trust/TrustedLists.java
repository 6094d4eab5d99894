package kz.centerpro.hub.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trusted lists from files, each with the last one that counted. At start a list that does not hold stops the hub;
 * later the one before it stays, since a file half written must not take an authority away. A list that has ended gives
 * no anchors at start (ETSI TS 119 612, 5.3.15); one that ends later serves signatures from before its end. Blocking.
 */
final class TrustedLists {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedLists.class);

    private final Map<Path, TrustedList> kept = new ConcurrentHashMap<>();

    /**
     * @throws IOException
     *             naming the file that cannot be used and has none before it
     */
    List<TrustedList.Authority> read(List<Path> files, List<Path> operators, Instant now) throws IOException {
        kept.keySet().retainAll(Set.copyOf(files));
        Set<ParsedCertificate> pinned = files.isEmpty() ? Set.of() : certificates(operators);
        List<TrustedList.Authority> authorities = new ArrayList<>();
        for (Path file : files) {
            TrustedList list = current(file, pinned, now);
            if (list != null) {
                authorities.addAll(list.authorities());
            }
        }
        if (authorities.size() > TrustedListReader.CERTIFICATES_MAX) {
            throw new IOException("the trusted lists hold " + authorities.size() + " certificates, more than "
                    + TrustedListReader.CERTIFICATES_MAX);
        }
        return authorities;
    }

    private static Set<ParsedCertificate> certificates(List<Path> files) throws IOException {
        Set<ParsedCertificate> pinned = new HashSet<>();
        for (Path file : files) {
            try {
                pinned.add(ParsedCertificate.fromAny(Files.readAllBytes(file)));
            } catch (MalformedSignature broken) {
                throw new IOException("not a certificate: " + file.getFileName() + ": " + broken.getMessage(), broken);
            }
        }
        if (pinned.isEmpty()) {
            throw new IOException("trusted-lists without trusted-list-signers: nobody may sign them");
        }
        return pinned;
    }

    /** The list in the file, else the one before it; null when there is none that counts. */
    private @Nullable TrustedList current(Path file, Set<ParsedCertificate> pinned, Instant now) throws IOException {
        TrustedList before = kept.get(file);
        try {
            TrustedList list = newer(TrustedListReader.read(bytes(file), pinned, now), before);
            if (list.hasEndedAt(now)) {
                LOG.error("Trusted list {} of {} ended at {}: {}. A new one is needed.", file.getFileName(),
                        list.territory(), list.until(), before == null
                                ? "it gives no anchors"
                                : "nothing that is signed after that is trusted under it");
                if (before == null) {
                    return null;
                }
            } else {
                told(file, list);
            }
            kept.put(file, list);
            return list;
        } catch (IOException | MalformedSignature refused) {
            if (before == null) {
                throw new IOException("not a trusted list that counts: " + file.getFileName() + ": "
                        + refused.getMessage(), refused);
            }
            LOG.error("Trusted list {} not taken, number {} stays: {}", file.getFileName(), before.sequence(),
                    refused.getMessage());
            return before;
        }
    }

    /** One byte more than may be is enough to be refused. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(TrustedListReader.BYTES_MAX + 1);
        }
    }

    /** An operator only counts up; whoever puts an old list back wants an authority back that was withdrawn. */
    private static TrustedList newer(TrustedList list, @Nullable TrustedList before) throws MalformedSignature {
        if (before != null && list.territory().equals(before.territory()) && list.sequence() < before.sequence()) {
            throw new MalformedSignature("number " + list.sequence() + " is older than the known one");
        }
        return list;
    }

    private static void told(Path file, TrustedList list) {
        LOG.info("Trusted list {}: {}, number {}, until {}, {} certificates", file.getFileName(), list.territory(),
                list.sequence(), list.until(), list.authorities().size());
        list.leftOut().forEach(reason -> LOG.warn("Trusted list {} without {}", file.getFileName(), reason));
    }

    /** Changes when one of the lists that count ends. */
    String ended(Instant now) {
        return kept.entrySet().stream().filter(entry -> entry.getValue().hasEndedAt(now))
                .map(entry -> entry.getKey().toString()).sorted().collect(Collectors.joining());
    }
}

package kz.centerpro.contracts.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/**
 * Reckons a log's chain again. A row's hash is SHA-256 over these lines: {@code center-audit-1}, the hash before, box,
 * number, milliseconds since 1970, actor, session, address, action, object, status; what is absent is an empty line.
 */
public final class AuditChain {

    private static final String FORM = "center-audit-1";

    private AuditChain() {}

    /**
     * The number of the first row, in order, that is not what it was: missing, put in, or altered. Empty when all of
     * {@code rows}, given from number 1 on, agree.
     */
    public static Optional<Long> firstBroken(long box, List<AuditView> rows) {
        String before = hex("");
        long no = 0;
        for (AuditView row : rows) {
            no++;
            if (row.no() != no || !row.previous().equals(before) || !row.hash().equals(hash(box, before, row))) {
                return Optional.of(no);
            }
            before = row.hash();
        }
        return Optional.empty();
    }

    private static String hash(long box, String before, AuditView row) {
        String at = WireTime.parse(row.at()).map(time -> Long.toString(time.toEpochMilli())).orElse("");
        return hex(String.join("\n", FORM, before, Long.toString(box), Long.toString(row.no()), at, text(row.actor()),
                text(row.session()), text(row.ip()), row.action(), text(row.object()),
                Integer.toString(row.status())));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String hex(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}

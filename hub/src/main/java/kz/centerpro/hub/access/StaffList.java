package kz.centerpro.hub.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import kz.centerpro.hub.participant.CertificateHolder;

/** The operator's staff: certificates by SHA-256, or persons by the IIN of an EDS certificate. */
final class StaffList {

    private final Set<String> listed;

    StaffList(List<String> listed) {
        this.listed = listed.stream().map(entry -> entry.replace(":", "").strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    boolean has(CertificateHolder holder) {
        return listed.contains(holder.certificateSha256())
                || (holder.iin() != null && listed.contains(holder.iin()));
    }
}

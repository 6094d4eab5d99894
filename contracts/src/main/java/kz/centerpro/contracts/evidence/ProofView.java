package kz.centerpro.contracts.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path through the tree (RFC 9162, sections 2.1.3 and 2.1.4), nearest first.
 *
 * @param index
 *            of the entry, from 0; absent in a proof of consistency
 * @param first
 *            the smaller size; absent in a proof of inclusion
 * @param size
 *            of the tree; in a proof of consistency the greater size
 * @param path
 *            base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProofView(@Nullable Long index, @Nullable Long first, long size, List<String> path) {

    public ProofView {
        path = List.copyOf(path);
    }
}

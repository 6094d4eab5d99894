package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case of force majeure: while it is open the operator is not liable.
 *
 * @param box
 *            of the participant that it is about; absent: all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ForceMajeureView(String id, @Nullable Long box, String memo, String startedAt, @Nullable String endedAt) {

    /** {@code GET /v1/admin/force-majeure}: the newest first, at most 500. */
    public record Page(List<ForceMajeureView> items) {}
}

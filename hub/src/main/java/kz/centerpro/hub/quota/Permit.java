package kz.centerpro.hub.quota;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leave to send one document. {@link #done} when it is known what became of it, after one of the others or none. */
public final class Permit {

    private static final Permit OPEN = new Permit(null, null);

    private final @Nullable Holding holding;
    private final @Nullable UUID lease;

    private Permit(@Nullable Holding holding, @Nullable UUID lease) {
        this.holding = holding;
        this.lease = lease;
    }

    static Permit on(Holding holding, UUID lease) {
        return new Permit(holding, lease);
    }

    /** Without a lease: the product is not sold, or the lease could not be had in time. */
    static Permit open() {
        return OPEN;
    }

    /** On the operator's own lease, which belongs to no tariff. */
    public static Permit own(UUID lease) {
        return new Permit(null, lease);
    }

    /** What the accept transaction counts on; null without a lease. */
    public @Nullable UUID lease() {
        return lease;
    }

    /** The document was not registered: the unit is there for another. */
    public void giveBack() {
        if (holding != null && lease != null) {
            holding.returned(lease);
        }
    }

    /** The lease was taken back by somebody else; the next permit comes from another. */
    public void gone() {
        if (holding != null && lease != null) {
            holding.forget(lease);
        }
    }

    /** Nothing is on its way on this permit any more. */
    public void done() {
        if (holding != null && lease != null) {
            holding.done(lease);
        }
    }
}

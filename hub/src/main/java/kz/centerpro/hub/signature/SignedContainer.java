package kz.centerpro.hub.signature;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parsed CMS SignedData: readable, bounded, not yet judged. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class SignedContainer {

    SignedContainer() {}

    /** True when the content is elsewhere and its digests must be brought to the examination. */
    public boolean detached() {
        throw new UnsupportedOperationException();
    }

    /** Digests of the content that the signers used, as far as they are known algorithms. */
    public Set<DigestAlgorithm> digestsNeeded() {
        throw new UnsupportedOperationException();
    }

    public byte @Nullable [] attachedContent() {
        throw new UnsupportedOperationException();
    }
}

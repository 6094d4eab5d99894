package kz.centerpro.sandbox.trustcentre;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One root with its intermediate and the services that the intermediate has delegated. */
record Hierarchy(KeyKind kind, Credential root, Credential intermediate, Credential ocsp, @Nullable Credential tsa) {

    List<Credential> issuers() {
        return List.of(intermediate, root);
    }
}

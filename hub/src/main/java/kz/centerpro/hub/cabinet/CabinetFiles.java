package kz.centerpro.hub.cabinet;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The files that the cabinet is made of, by their path below its folder, such as {@code app/main.js}. */
interface CabinetFiles {

    String INDEX = "index.html";

    /** What stands in the addresses of this state of the files. */
    String build();

    /** The shell's page; what is in it is found below {@link #build()}. */
    Mono<CabinetFile> index();

    /** The file, or empty. */
    Mono<CabinetFile> file(String path);

    /** Whether what is under an address stays as it is. */
    boolean immutable();

    /**
     * One file as it goes out.
     *
     * @param packed
     *            the same in gzip where that is smaller
     * @param tag
     *            of this content, for {@code ETag}
     */
    @SuppressWarnings("ArrayRecordComponent") // written out, never compared
    record CabinetFile(String type, byte[] bytes, byte @Nullable [] packed, String tag) {}
}

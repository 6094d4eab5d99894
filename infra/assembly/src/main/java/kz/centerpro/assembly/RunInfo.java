package kz.centerpro.assembly;

import org.jspecify.annotations.Nullable;

/** Where a running assembly is; written to {@code run.json} in its home for the command line. */
record RunInfo(String http, RSocketAddress rsocket, @Nullable String trustCentre, @Nullable String people,
        @Nullable String anchors,
        @Nullable String tsa, @Nullable String ncaLayer, String management, long pid) {

    record RSocketAddress(String host, int port) {}
}

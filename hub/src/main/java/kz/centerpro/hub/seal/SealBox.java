package kz.centerpro.hub.seal;

import org.jspecify.annotations.Nullable;

/** The operator's seal, where one is configured. */
public record SealBox(@Nullable Seal seal) {}

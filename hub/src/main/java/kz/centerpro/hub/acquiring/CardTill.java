package kz.centerpro.hub.acquiring;

import org.jspecify.annotations.Nullable;

/** The desk, where an acquirer is configured. */
record CardTill(@Nullable CardDesk desk) {}

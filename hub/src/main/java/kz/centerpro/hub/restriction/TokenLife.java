package kz.centerpro.hub.restriction;

import java.time.Duration;

/** How long the tokens that the hub gives live: as long their withdrawal has to be known. */
public record TokenLife(Duration longest) {}

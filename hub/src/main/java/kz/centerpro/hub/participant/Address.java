package kz.centerpro.hub.participant;

import java.util.UUID;

/**
 * Where a number's holder is reached, whether or not it has joined: who joins takes both.
 *
 * @param box
 *            its mailbox
 * @param participant
 *            its id
 */
public record Address(long box, UUID participant) {}

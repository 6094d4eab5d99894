package kz.centerpro.hub.participant;

import java.util.UUID;

/**
 * One event for one box.
 *
 * @param data
 *            a JSON object
 */
public record BoxEvent(long box, UUID id, String type, String subject, String data) {}

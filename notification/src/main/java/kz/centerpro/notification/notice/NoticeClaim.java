package kz.centerpro.notification.notice;

import java.util.UUID;

/**
 * The right to read a box for notices, and where its reader stands.
 *
 * @param owner
 *            names this claim; the store takes nothing from a claim that was lost
 */
record NoticeClaim(long box, UUID owner, int epoch, long seq) {}

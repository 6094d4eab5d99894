package kz.centerpro.contracts.document;

import java.util.List;

/**
 * A page of a box, newest first.
 *
 * @param top
 *            position of the newest document in this direction
 * @param cursor
 *            event cursor of the same snapshot: a stream resumed from it starts where this list ends
 */
public record DocumentPage(long top, String cursor, List<DocumentView> items) {}

package kz.centerpro.notification.stream;

import java.util.List;
import kz.centerpro.eventlog.BoxState;

/**
 * A page of a box for one reader.
 *
 * @param position
 *            everything up to and including it was looked at
 * @param snapshot
 *            whether the store was asked after the reader's last news, so that its top outweighs any hint
 */
record Sheet(BoxState state, List<Told> events, long position, boolean snapshot) {}

package kz.centerpro.notification.stream;

import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.Hello;

/** Where a stream begins: the position, and what is said to the client about it first. */
public record Opening(long box, Cursor from, Hello hello) {}

/**
 * Purpose: the SQL migrations and their runner. Invariants: migrations only grow; the owner role migrates, the hub and
 * notification roles never change the schema. Concurrency: Flyway's lock lets one process migrate at a time. Lifecycle:
 * run before a process opens its pools. Imports: Flyway, the JDBC driver.
 */
@NullMarked
package kz.centerpro.schema;

import org.jspecify.annotations.NullMarked;

/**
 * Webhooks as they cross the wire. What is sent to them is in the format of Standard Webhooks.
 */
@NullMarked
package kz.centerpro.contracts.webhook;

import org.jspecify.annotations.NullMarked;

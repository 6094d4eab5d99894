/**
 * Events of a box: CloudEvents 1.0 envelopes with metadata only, and the cursor that resumes a stream.
 */
@NullMarked
package kz.centerpro.contracts.event;

import org.jspecify.annotations.NullMarked;

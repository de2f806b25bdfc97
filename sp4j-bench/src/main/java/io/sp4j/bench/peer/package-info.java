/**
 * The libraries that are measured, how their workers start, and what they do not offer.
 */
@NullMarked
package io.sp4j.bench.peer;

import org.jspecify.annotations.NullMarked;

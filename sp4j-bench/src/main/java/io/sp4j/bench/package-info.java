/**
 * Benchmarks of sp4j and, beside it, of other messaging libraries.
 */
@NullMarked
package io.sp4j.bench;

import org.jspecify.annotations.NullMarked;

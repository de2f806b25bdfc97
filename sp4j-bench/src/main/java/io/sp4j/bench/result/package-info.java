/**
 * A finished run, as it is written to a file and read again.
 */
@NullMarked
package io.sp4j.bench.result;

import org.jspecify.annotations.NullMarked;

/**
 * Measuring: processes, rounds, figures.
 */
@NullMarked
package io.sp4j.bench.run;

import org.jspecify.annotations.NullMarked;

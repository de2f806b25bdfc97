/**
 * What runs in the processes that are measured.
 */
@NullMarked
package io.sp4j.bench.worker;

import org.jspecify.annotations.NullMarked;

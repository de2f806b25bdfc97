/**
 * What is measured: the workloads, and the words that the bench and its workers share.
 */
@NullMarked
package io.sp4j.bench.plan;

import org.jspecify.annotations.NullMarked;

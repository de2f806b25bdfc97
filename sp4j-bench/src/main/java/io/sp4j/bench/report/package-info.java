/**
 * Pages and pictures made of a finished run; nothing here measures.
 */
@NullMarked
package io.sp4j.bench.report;

import org.jspecify.annotations.NullMarked;

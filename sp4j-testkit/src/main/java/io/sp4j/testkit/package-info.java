/**
 * Contracts and tools for testing transports, protocols and programs that use sp4j. May be imported by tests only.
 */
@NullMarked
package io.sp4j.testkit;

import org.jspecify.annotations.NullMarked;

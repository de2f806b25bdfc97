/**
 * The {@code sp4j} command. It uses the public interface of sp4j only; nobody imports it.
 */
@NullMarked
package io.sp4j.cli;

import org.jspecify.annotations.NullMarked;

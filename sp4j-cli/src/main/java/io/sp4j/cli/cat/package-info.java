/**
 * {@code sp4j cat}: nngcat, option for option. Only the command itself is for others to use.
 */
@NullMarked
package io.sp4j.cli.cat;

import org.jspecify.annotations.NullMarked;

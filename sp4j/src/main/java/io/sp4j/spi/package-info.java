/**
 * What a transport implements and what it is given. Public, but it may change between minor versions.
 */
@NullMarked
package io.sp4j.spi;

import org.jspecify.annotations.NullMarked;

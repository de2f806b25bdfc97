/**
 * jcstress tests of the lock-free parts of sp4j.
 */
@NullMarked
package io.sp4j.races;

import org.jspecify.annotations.NullMarked;

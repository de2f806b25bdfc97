/**
 * jcstress tests of the lock-free parts of sp4j, through its public API; {@link io.sp4j.races.Races} runs them and those in
 * the packages of the classes that they test. No test has more than two actors: jcstress leaves out what has more actors
 * than the machine has processors.
 */
@NullMarked
package io.sp4j.races;

import org.jspecify.annotations.NullMarked;

/** One program for each thing that one wants to know after the first example. */
package io.sp4j.examples.guide;

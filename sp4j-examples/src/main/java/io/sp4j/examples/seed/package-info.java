/** The examples of pynng's documentation, one for one; where it sleeps until its peers are connected, these wait for them. */
package io.sp4j.examples.seed;

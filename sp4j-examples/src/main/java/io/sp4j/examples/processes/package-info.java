/** Programs that talk with each other as separate processes: a client names in {@code // needs:} what to start before it. */
package io.sp4j.examples.processes;

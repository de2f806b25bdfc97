/**
 * End-to-end benchmark: every library runs the same roles in child processes, in interleaved rounds. Never published.
 * {@code Bench} and the peers live in the parent process, everything {@code Worker…} in the children.
 */
package io.sp4j.bench;

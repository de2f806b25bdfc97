/**
 * {@code sp4j demo}: a server and clients as processes of their own, whose server dies and comes back. They talk with the
 * demo in lines on their standard streams; only the commands are for others to use.
 */
@NullMarked
package io.sp4j.cli.demo;

import org.jspecify.annotations.NullMarked;

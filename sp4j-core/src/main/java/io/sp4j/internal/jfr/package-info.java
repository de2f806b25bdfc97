/**
 * Events of the JVM's Flight Recorder. Imported by {@code internal.engine} only, which sees nothing of it but
 * {@link io.sp4j.internal.jfr.Recorder}; called from any thread, without locks of its own.
 */
@NullMarked
package io.sp4j.internal.jfr;

import org.jspecify.annotations.NullMarked;

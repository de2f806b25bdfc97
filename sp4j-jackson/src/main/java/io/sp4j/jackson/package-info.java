/**
 * A codec for JSON. For everyone; it has no thread and no lock.
 */
@NullMarked
package io.sp4j.jackson;

import org.jspecify.annotations.NullMarked;

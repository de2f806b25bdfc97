/**
 * {@code sp4j demo --web}: a topology in this process, and a page that shows it live. What the page shows comes to it through sockets
 * of this library; the page itself is made in {@code web/demo}.
 */
@NullMarked
package io.sp4j.cli.demo.web;

import org.jspecify.annotations.NullMarked;

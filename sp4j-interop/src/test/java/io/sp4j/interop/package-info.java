/** Tests that exchange messages with other implementations, where these are installed. */
package io.sp4j.interop;

package io.sp4j.cli.cat;

/**
 * An address of the command line.
 *
 * @param isDialed whether it is dialed; else it is listened at
 * @param url the address
 */
record Endpoint(boolean isDialed, String url) {}

package io.sp4j.bench;

/** What a Java library has to offer to be measured: pairs of sockets, fan-out, and a listener for many idle connections. */
interface WorkerLibrary {

    /** Name and number, such as {@code jeromq 0.6.0}. */
    String version();

    /** A PAIR socket bound to the URL, port 0 meaning any. */
    WorkerSocket listen(String url);

    /** A PAIR socket that dials the URL. */
    WorkerSocket dial(String url);

    /** A REP socket bound to the URL, open to any number of connections. */
    WorkerSocket listenForMany(String url);

    /** A PUB socket bound to the URL, whose first send waits for {@code subscribers} if the library can tell. */
    WorkerSocket publish(String url, int subscribers);

    /** A SUB socket that dials the URL and wants everything. */
    WorkerSocket subscribe(String url);
}

package io.sp4j.interop;

/** A function of libnng failed. */
final class NngException extends RuntimeException {
    static final int EBUSY = 4;
    static final int ETIMEDOUT = 5;
    static final int ECLOSED = 7;
    static final int ESTATE = 11;
    static final int ECANCELED = 20;

    private static final long serialVersionUID = 1L;

    private final int code;

    NngException(int code, String text) {
        super("nng: " + text + " (" + code + ")");
        this.code = code;
    }

    /** nng's number of the error. */
    int code() {
        return code;
    }
}

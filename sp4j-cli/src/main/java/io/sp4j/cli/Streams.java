package io.sp4j.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes. Standard output carries bytes and nothing but the command's product.
 *
 * @param in what is read with {@code --file -}
 * @param out messages and results
 * @param err one line for each error or remark
 */
public record Streams(InputStream in, OutputStream out, PrintWriter err) {

    /**
     * Those of the process. Output is unbuffered: a write that fails is noticed, which a PrintStream would hide. Input is
     * buffered, since a FileInputStream cannot read all bytes of a pipe ("Illegal seek").
     */
    static Streams ofProcess() {
        return new Streams(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new FileOutputStream(FileDescriptor.out),
                writer(new FileOutputStream(FileDescriptor.err)));
    }

    /** Text on its way to a stream, flushed at each end of line. */
    public static PrintWriter writer(OutputStream to) {
        return new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), true);
    }

    /** Writes a line about what is going on, apart from the product. */
    public void remark(String line) {
        err.println(line(line));
    }

    /** The text as one line that says who speaks; control characters become question marks. */
    static String line(String text) {
        return "sp4j: " + text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
    }
}

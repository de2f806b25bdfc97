package io.sp4j.examples.guide;

import io.sp4j.Listener;
import io.sp4j.Pair1;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known about the address of a listener, for each transport. */
// prints: in this process, under the name party
// prints: on this machine, in the file party.ipc
// prints: on port 0: false
// prints: abstract names of Linux are out of reach for Java: NotSupported
public final class Addresses {
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("sp4j");
        try (Pair1 pair = Pair1.open()) {
            print(pair.listen("inproc://party"));
            print(pair.listen("ipc://" + directory.resolve("party.ipc")));
            print(pair.listen("tcp://127.0.0.1:0"));
            try {
                pair.listen("abstract://party");
            } catch (SpException.NotSupported e) {
                System.out.println("abstract names of Linux are out of reach for Java: NotSupported");
            }
        }
        Files.delete(directory);
    }

    private static void print(Listener listener) {
        if (listener.local() instanceof SpAddress.Inproc inproc) {
            System.out.println("in this process, under the name " + inproc.name());
        } else if (listener.local() instanceof SpAddress.Ipc ipc) {
            System.out.println("on this machine, in the file " + ipc.path().getFileName());
        } else if (listener.local() instanceof SpAddress.Tcp tcp) {
            System.out.println("on port 0: " + (tcp.address().getPort() == 0));
        }
    }
}

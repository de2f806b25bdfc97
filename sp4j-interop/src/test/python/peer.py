"""A socket of pynng that does what the lines on its standard input say; LineSocket.java describes them."""

import base64
import sys
import threading

import pynng

HANG_MILLIS = 60_000


class Peer:
    def __init__(self):
        self.socket = None
        self.connected = threading.Event()

    def version(self):
        nng = pynng.ffi.string(pynng.lib.nng_version()).decode()
        return f"{pynng.__version__} (nng {nng})"

    def open(self, protocol, *options):
        settings = dict(option.split("=") for option in options)
        settings = {name: int(value) for name, value in settings.items()}
        self.socket = getattr(pynng, protocol.capitalize())(
            recv_timeout=HANG_MILLIS, send_timeout=HANG_MILLIS, reconnect_time_min=10, **settings
        )
        self.socket.add_post_pipe_connect_cb(lambda pipe: self.connected.set())
        if protocol == "sub0" :
            self.socket.subscribe(b"")
        elif protocol == "surveyor0":
            self.socket.survey_time = HANG_MILLIS

    def listen(self, url):
        listener = self.socket.listen(url)
        return f"tcp://{listener.local_address}" if url.startswith("tcp:") else url

    def dial(self, url):
        self.socket.dial(url, block=False)

    def await_pipe(self):
        if not self.connected.wait(HANG_MILLIS / 1000):
            raise TimeoutError("no connection")

    def send(self, body=""):
        self.socket.send(base64.b64decode(body))

    def recv(self):
        return base64.b64encode(self.socket.recv_msg().bytes).decode()


def main():
    peer = Peer()
    does = {
        "version": peer.version,
        "open": peer.open,
        "listen": peer.listen,
        "dial": peer.dial,
        "await": peer.await_pipe,
        "send": peer.send,
        "recv": peer.recv,
    }
    for line in sys.stdin:
        word, *rest = line.split()
        try:
            answer = does[word](*rest)
            print("ok" if answer is None else f"ok {answer}", flush=True)
        except Exception as e:
            print(f"failed {type(e).__name__}: {e}", flush=True)


main()

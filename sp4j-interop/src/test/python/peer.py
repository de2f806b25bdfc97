"""A socket of pynng that does what the lines on its standard input say; LineSocket.java describes them."""

import base64
import sys
import threading
import urllib.parse

import pynng

HANG_MILLIS = 60_000


class Peer:
    def __init__(self):
        self.socket = None
        self.connected = threading.Semaphore(0)
        self.last = None

    def version(self):
        nng = pynng.ffi.string(pynng.lib.nng_version()).decode()
        return f"{pynng.__version__} (nng {nng})"

    def open(self, protocol, *options):
        settings = dict(option.split("=") for option in options)
        settings = {name: int(value) for name, value in settings.items()}
        self.socket = getattr(pynng, protocol.capitalize())(
            recv_timeout=HANG_MILLIS, send_timeout=HANG_MILLIS, reconnect_time_min=10, **settings
        )
        self.socket.add_post_pipe_connect_cb(lambda pipe: self.connected.release())
        if protocol == "sub0":
            self.socket.subscribe(b"")
        elif protocol == "surveyor0":
            self.socket.survey_time = HANG_MILLIS

    def listen(self, url, *secrets):
        self.use(secrets, pynng.TLSConfig.MODE_SERVER)
        listener = self.socket.listen(url)
        scheme = url.split("://")[0]
        if scheme in ("ws", "wss"):
            return url.replace(":0/", f":{self.bound_port(listener)}/")
        return url if scheme == "ipc" else f"{scheme}://{listener.local_address}"

    def bound_port(self, listener):
        """The port that the system chose; pynng has no word for it."""
        port = pynng.ffi.new("int *")
        pynng.check_err(pynng.lib.nng_listener_get_int(listener.listener, b"tcp-bound-port", port))
        return port[0]

    def dial(self, url, *secrets, block=False):
        self.use(secrets, pynng.TLSConfig.MODE_CLIENT, server_name=urllib.parse.urlsplit(url).hostname)
        self.socket.dial(url, block=block)

    def dial_now(self, url, *secrets):
        """Dials once and waits for the outcome."""
        self.dial(url, *secrets, block=True)

    def use(self, secrets, mode, **more):
        """Proves and verifies with the files of an authority and of an identity, if there are any."""
        if secrets:
            authority, *identity = secrets
            self.socket.tls_config = pynng.TLSConfig(
                mode,
                ca_files=authority,
                cert_key_file=identity[0] if identity else None,
                auth_mode=pynng.TLSConfig.AUTH_MODE_REQUIRED,
                **more,
            )

    def await_pipe(self):
        if not self.connected.acquire(timeout=HANG_MILLIS / 1000):
            raise TimeoutError("no connection")

    def send(self, body=""):
        self.socket.send(base64.b64decode(body))

    def recv(self):
        self.last = self.socket.recv_msg()
        return base64.b64encode(self.last.bytes).decode()

    def recv_bytes(self):
        """As recv, by the shorter way, which fails for an empty body."""
        return base64.b64encode(self.socket.recv()).decode()

    def reply(self, body):
        """Sends to where the last message came from."""
        self.last.pipe.send(base64.b64decode(body))

    def topic(self, *words):
        """Subscribes to this and no longer to everything."""
        self.socket.subscribe(" ".join(words))
        self.socket.unsubscribe(b"")


def main():
    peer = Peer()
    does = {
        "version": peer.version,
        "open": peer.open,
        "listen": peer.listen,
        "dial": peer.dial,
        "dial-now": peer.dial_now,
        "await": peer.await_pipe,
        "send": peer.send,
        "recv": peer.recv,
        "recv-bytes": peer.recv_bytes,
        "reply": peer.reply,
        "topic": peer.topic,
    }
    for line in sys.stdin:
        word, *rest = line.split()
        try:
            answer = does[word](*rest)
            print("ok" if answer is None else f"ok {answer}", flush=True)
        except Exception as e:
            print(f"failed {type(e).__name__}: {e}", flush=True)


main()

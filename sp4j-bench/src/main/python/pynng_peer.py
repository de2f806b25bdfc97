"""pynng as a peer of the benchmark; io.sp4j.bench.plan.WorkerLines says what a worker is told and what it answers."""

import os
import sys
import threading
import time
from pathlib import Path

import pynng

KINDS = {"pair": pynng.Pair0, "req": pynng.Req0, "rep": pynng.Rep0}


def say(line):
    print(line, flush=True)


class Party:
    def __init__(self, words):
        self.role = words[0]
        self.args = dict(word.split("=", 1) for word in words[1:])
        self.listens = "listen" in self.args
        self.url = self.args.get("listen") or self.args.get("dial")
        self.size = int(self.args.get("size", 64))
        self.body = bytes(self.size)
        self.counts = []
        self.times = []
        self.measuring = False
        self.socket = None if self.role == "connect" else self.open()

    def tls(self):
        if not self.url.startswith(("tls", "wss")):
            return None
        keys = Path(self.args["keys"])
        certificate = (keys / "cert.pem").read_text()
        if self.listens:
            key = (keys / "key.pem").read_text()
            return pynng.TLSConfig(pynng.TLSConfig.MODE_SERVER, own_cert_string=certificate, own_key_string=key)
        return pynng.TLSConfig(pynng.TLSConfig.MODE_CLIENT, ca_string=certificate, server_name="127.0.0.1")

    def open(self):
        socket = KINDS[self.args["kind"]](tls_config=self.tls())
        if self.args["kind"] == "pair":
            socket.send_buffer_size = 1000
            socket.recv_buffer_size = 1000
        socket.recv_max_size = 0
        if not self.listens:
            socket.dial(self.url, block=True)
        elif ":0" not in self.url:
            socket.listen(self.url)
        else:
            listener = socket.listen(self.url)
            self.url = self.url.replace("127.0.0.1:0", str(listener.local_address), 1)
        return socket

    def start(self):
        for lane in range(int(self.args["threads"]) if self.role == "connect" else 1):
            self.counts.append(0)
            threading.Thread(target=self.play, args=(lane,), daemon=True).start()

    def play(self, lane):
        try:
            getattr(self, self.role)(lane)
        except Exception as failure:
            say(f"FAILED {failure!r}")
            os._exit(1)

    def receive(self, lane):
        socket, counts = self.socket, self.counts
        while True:
            socket.recv()
            counts[lane] += 1

    def send(self, lane):
        socket, counts, body = self.socket, self.counts, self.body
        while True:
            socket.send(body)
            counts[lane] += 1

    def echo(self, lane):
        socket, counts = self.socket, self.counts
        while True:
            socket.send(socket.recv())
            counts[lane] += 1

    def trip(self, lane):
        while True:
            self.round_trip(lane, self.socket, time.perf_counter_ns())

    def connect(self, lane):
        while True:
            began = time.perf_counter_ns()
            socket = self.open()
            self.round_trip(lane, socket, began)
            socket.close()

    def round_trip(self, lane, socket, began):
        socket.send(self.body)
        socket.recv()
        if self.measuring:
            self.times.append(time.perf_counter_ns() - began)
        self.counts[lane] += 1

    def await_message(self, before):
        while sum(self.counts) == before:
            time.sleep(0.001)

    def measure(self):
        self.await_message(0)
        time.sleep(float(self.args["warmup"]))
        cpu, began, before = time.process_time(), time.perf_counter(), sum(self.counts)
        self.measuring = True
        time.sleep(float(self.args["measure"]))
        self.await_message(before)
        messages, took = sum(self.counts) - before, time.perf_counter() - began
        cpu = time.process_time() - cpu
        self.measuring = False
        time.sleep(0.02)
        figures = f"msgs={messages} seconds={took:.6f} cpu_us={cpu * 1e6:.1f}"
        times = sorted(self.times)
        for name, part in (("p50", 0.5), ("p99", 0.99), ("p999", 0.999)):
            if times:
                figures += f" {name}_ns={times[min(len(times) - 1, int(part * len(times)))]}"
        say(f"RESULT {'listen' if self.listens else 'dial'} {figures}")


def main():
    if sys.argv[1] == "version":
        library = pynng.lib.nng_version()
        say(f"VERSION pynng {pynng.__version__} (nng {pynng.ffi.string(library).decode()})")
        return
    try:
        party = Party(sys.argv[1:])
    except Exception as failure:
        say(f"FAILED {failure!r}")
        sys.exit(1)
    say(f"READY {party.url}")
    sys.stdin.readline()
    party.start()
    threading.Thread(target=party.measure, daemon=True).start()
    while sys.stdin.readline():
        pass
    os._exit(0)


main()

"""Half load for a long time: four clients that wait as long as each answer took, a newer run now and then, clients that go away in the middle, ten thousand that say nothing, and bytes that are no request. Every answer to a good client must be good; the heap after a collection must not grow."""

import collections
import http.client
import json
import os
import random
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

CLIENTS = 4
IDLE = 10_000
FILES = resource.getrlimit(resource.RLIMIT_NOFILE)
SAMPLES = 12


def main():
    serve, jcmd, source, minutes = sys.argv[1], sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])
    run = max((each for each in source.iterdir() if (each / "manifest.json").exists()), key=lambda each: each.name)
    with tempfile.TemporaryDirectory() as folder:
        runs = Path(folder) / "runs"
        add(run, runs, 0)
        server = subprocess.Popen([serve, "serve", "--runs", runs, "--port", "0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        port = int(re.search(r":(\d+)\s*$", server.stdout.readline()).group(1))
        said = []
        threading.Thread(target=lambda: said.extend(server.stdout), daemon=True).start()
        soak = Soak(port, minutes * 60)
        threads = [threading.Thread(target=soak.client, args=(seed,)) for seed in range(CLIENTS)]
        threads += [threading.Thread(target=soak.leaver), threading.Thread(target=soak.garbage), threading.Thread(target=soak.idle)]
        for thread in threads:
            thread.start()
        heaps = []
        for sample in range(1, SAMPLES + 1):
            time.sleep(max(0, soak.start + soak.seconds * sample / SAMPLES - time.monotonic()))
            subprocess.run([jcmd, str(java(server.pid)), "GC.run"], check=True, stdout=subprocess.DEVNULL)
            heaps.append(soak.metric("prod2vec_heap_used_bytes") / 2**20)
            if sample < SAMPLES:
                add(run, runs, sample)
                # The oldest goes, as somebody who tidies up would have it.
                shutil.rmtree(runs / name(sample - 2), ignore_errors=True)
        for thread in threads:
            thread.join()
        changes = int(soak.metric("prod2vec_run_changes_total"))
        server.terminate()
        server.wait()
        report(soak, heaps, changes, [line for line in said if not line.startswith("serving") and line != "stopped\n"])


def java(pid):
    """The launcher becomes the virtual machine, or starts it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return children[0] if children else pid


def name(number):
    return f"20260101-{number:06d}"


def add(run, runs, number):
    """The same run under another name; its files are links."""
    staged = runs.parent / "staged"
    staged.mkdir(parents=True)
    for file in run.iterdir():
        if file.is_file() and file.name != "manifest.json" and not file.name.startswith("."):
            os.link(file, staged / file.name) if file.stat().st_dev == staged.stat().st_dev else shutil.copy(file, staged)
    manifest = json.loads((run / "manifest.json").read_text())
    manifest |= {"id": name(number), "created": f"2026-01-01T00:{number // 60:02d}:{number % 60:02d}Z"}
    (staged / "manifest.json").write_text(json.dumps(manifest))
    runs.mkdir(exist_ok=True)
    staged.rename(runs / name(number))


class Soak:
    def __init__(self, port, seconds):
        self.port = port
        self.seconds = seconds
        self.start = time.monotonic()
        self.statuses = collections.Counter()
        self.faults = []
        self.times = []
        self.held = 0
        connection = self.connection()
        self.ids = [each["product_id"] for each in self.ask(connection, "GET", "/api/v1/products?limit=100")["products"]]

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, connection, method, path, body=None):
        headers = {"Content-Type": "application/json"} if body else {}
        connection.request(method, path, body, headers)
        return json.load(connection.getresponse())

    def metric(self, wanted):
        connection = self.connection()
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        return float(re.search(rf"^{wanted} (\S+)$", text, re.MULTILINE).group(1))

    def going(self):
        return time.monotonic() - self.start < self.seconds

    def question(self, chance):
        product = f"/api/v1/products/{urllib.parse.quote(chance.choice(self.ids), safe='')}"
        basket = json.dumps({"basket": chance.sample(self.ids, 10)})
        batch = json.dumps({"baskets": [{"basket_id": str(i), "products": chance.sample(self.ids, 10)} for i in range(50)]})
        return chance.choice(
            [
                ("GET", product + "/similar", None),
                ("GET", product + "/complements", None),
                ("GET", product + "/cannibals", None),
                ("GET", "/api/v1/products?q=" + chance.choice(["milk", "bananna", "choc", "organic ye"]).replace(" ", "+"), None),
                ("GET", "/api/v1/run", None),
                ("GET", "/", None),
                ("POST", "/api/v1/complete", basket),
                ("POST", "/api/v1/complete", batch),
            ]
        )

    def client(self, seed):
        chance = random.Random(seed)
        connection = self.connection()
        while self.going():
            method, path, body = self.question(chance)
            begun = time.monotonic()
            try:
                connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
                answer = connection.getresponse()
                answer.read()
                self.statuses[answer.status] += 1
                if answer.status != 200:
                    self.faults.append(f"{answer.status} {path}")
            except OSError as error:
                self.faults.append(f"{type(error).__name__} {path}")
                connection = self.connection()
            took = time.monotonic() - begun
            self.times.append(took)
            time.sleep(took)

    def leaver(self):
        """Sends a question and goes away before, or while, the answer comes."""
        chance = random.Random(-1)
        while self.going():
            with socket.create_connection(("127.0.0.1", self.port)) as client:
                client.sendall(b"GET /api/v1/map HTTP/1.1\r\nHost: localhost\r\n\r\n"[: chance.randrange(1, 60)])
                if chance.random() < 0.5:
                    client.settimeout(1)
                    try:
                        client.recv(100)
                    except OSError:
                        pass
            time.sleep(0.2)

    def idle(self):
        """Holds as many connections as it may, each without a word; the server ends them after half a minute."""
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(2 * IDLE, FILES[1]), FILES[1]))
        while self.going():
            held = []
            try:
                for _ in range(IDLE):
                    held.append(socket.create_connection(("127.0.0.1", self.port)))
                    self.held = max(self.held, len(held))
                end = time.monotonic() + 20
                while self.going() and time.monotonic() < end:
                    time.sleep(0.5)
            except OSError as error:
                self.faults.append(f"idle connection {len(held)}: {error}")
            finally:
                for connection in held:
                    connection.close()

    def garbage(self):
        chance = random.Random(-2)
        while self.going():
            try:
                with socket.create_connection(("127.0.0.1", self.port)) as client:
                    client.sendall(chance.randbytes(chance.randrange(1, 5000)))
                    client.settimeout(1)
                    client.recv(100)
            except OSError:
                pass
            time.sleep(0.2)


def report(soak, heaps, changes, said):
    times = sorted(soak.times)
    print(f"{sum(soak.statuses.values()):,} answers in {soak.seconds / 60:.0f} minutes; p50 {1000 * times[len(times) // 2]:.1f} ms, p99 {1000 * times[len(times) * 99 // 100]:.1f} ms")
    print(f"{changes} changes of the run; {soak.held:,} idle connections; statuses {dict(soak.statuses)}")
    print("heap after a collection, MiB: " + ", ".join(f"{heap:.0f}" for heap in heaps))
    for fault in (soak.faults + said)[:20]:
        print("fault: " + fault.strip())
    sys.exit(1 if soak.faults or said else 0)


if __name__ == "__main__":
    main()

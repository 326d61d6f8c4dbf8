"""A proxy that breaks every few requests: 503, a connection cut in the middle of a body, slow answers.

It serves one request a connection, so that a cut hits one request.
"""

import socket
import threading
import time

# Bodies of more bytes are cut.
LARGE = 1000


class FaultyProxy:
    def __init__(self, target):
        self.target = target
        self.faults = {"busy": 0, "cut answer": 0, "cut request": 0, "slow": 0}
        self.broken = False
        self.requests = 0
        self.large = 0
        self.lost_uploads = 0
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.socket.accept()
            threading.Thread(target=self.guard, args=(client,), daemon=True).start()

    def guard(self, client):
        with client:
            try:
                self.serve(client)
            except OSError:
                pass

    def fault(self, request, body):
        with self.lock:
            self.requests += 1
            number = self.requests
            kind = "none"
            if self.broken:
                self.large += body > LARGE
                # Large bodies have their own count, so that some are cut however many other requests there are.
                if body > LARGE and self.large % 5 == 0:
                    kind = "cut request"
                # Bursts of three, so that a retry meets the next fault.
                elif number % 23 in (5, 6, 7):
                    kind = "busy"
                elif number % 17 == 8:
                    kind = "cut answer"
                elif number % 19 == 11:
                    kind = "slow"
            if kind != "none":
                self.faults[kind] += 1
            # The client never learns the id of the upload that was begun.
            self.lost_uploads += kind == "cut answer" and b"?uploads" in request
            return kind

    def serve(self, client):
        head = b""
        while b"\r\n\r\n" not in head:
            more = client.recv(65536)
            if not more:
                return
            head += more
        head, start = head.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        body = 0
        for line in lines[1:]:
            if line.lower().startswith(b"content-length:"):
                body = int(line.split(b":")[1])
        kind = self.fault(lines[0], body)
        if kind == "busy":
            self.skip(client, body - len(start))
            text = b"<Error><Code>SlowDown</Code><Message>of the proxy</Message></Error>"
            client.sendall(b"HTTP/1.1 503 Slow Down\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(text), text))
            return
        with socket.create_connection(("127.0.0.1", self.target)) as server:
            kept = [line for line in lines if not line.lower().startswith(b"connection:")]
            server.sendall(b"\r\n".join(kept) + b"\r\nConnection: close\r\n\r\n" + start)
            left = body - len(start)
            stop = body // 2 if kind == "cut request" else 0
            while left > stop:
                piece = client.recv(min(65536, left - stop))
                if not piece:
                    return
                server.sendall(piece)
                left -= len(piece)
            if kind == "cut request":
                return
            self.answer(server, client, kind)

    @staticmethod
    def skip(client, left):
        while left > 0:
            piece = client.recv(min(65536, left))
            if not piece:
                return
            left -= len(piece)

    @staticmethod
    def answer(server, client, kind):
        if kind == "cut answer":
            # In the middle of the body; where there is none, nothing arrives.
            whole = b"".join(iter(lambda: server.recv(65536), b""))
            head, _, body = whole.partition(b"\r\n\r\n")
            if body:
                client.sendall(head + b"\r\n\r\n" + body[: len(body) // 2])
            return
        while piece := server.recv(16384):
            client.sendall(piece)
            if kind == "slow":
                time.sleep(0.05)

"""A partner's endpoint in a process of its own: it knows its secret and the public library, and nothing of ours.

`python tests/support/webhook_receiver.py PORT`. What it does depends on the path's first word: `ok`, `fail` (500),
`gone` (410), `hang` (never answers), `late` (never answers the first), `moved` (302 to /ok), `second` (500, then
200), `long` (an answer of 1 MB). PUT /secrets sets the secrets by path, GET /received tells what came.
"""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

SECRETS: dict[str, str] = {}
RECEIVED: list[dict[str, Any]] = []
LOCK = threading.Lock()


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with LOCK:
            self._answer(200, json.dumps(RECEIVED).encode())

    def do_PUT(self) -> None:
        SECRETS.update(json.loads(self._body()))
        self._answer(200)

    def do_POST(self) -> None:
        body = self._body()
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            Webhook(SECRETS[self.path]).verify(body, headers)
            problem = None
        except (WebhookVerificationError, KeyError) as error:
            problem = repr(error)
        with LOCK:
            before = sum(one["path"] == self.path for one in RECEIVED)
            told = {"path": self.path, "id": headers.get("webhook-id"), "problem": problem, "headers": headers}
            RECEIVED.append({**told, "body": json.loads(body)})
        behaviour = self.path.split("/")[1]
        if behaviour == "hang" or (behaviour == "late" and not before):
            time.sleep(120)
        status = {"fail": 500, "gone": 410, "moved": 302, "second": 200 if before else 500}.get(behaviour, 200)
        if problem is not None:
            status = 401
        self._answer(status, b"x" * 1_000_000 if behaviour == "long" else f"it was {behaviour}".encode())

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", 0)))

    def _answer(self, status: int, body: bytes = b"") -> None:
        try:
            self.send_response(status)
            if status == 302:
                self.send_header("location", "/ok/after-redirect")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:  # it hung up
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


if __name__ == "__main__":
    server = Server(("127.0.0.1", int(sys.argv[1])), Receiver)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    server.serve_forever()

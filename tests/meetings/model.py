"""A language model's endpoint on this machine: OpenAI's chat completions over real HTTP, with answers as told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What comes back: ``said`` is the model's text; ``body`` takes the place of a whole completion."""

    said: str = '{"items": []}'
    status: int = 200
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    held: threading.Event | None = None  # until which nothing comes


@dataclass
class Model:
    """The endpoint; ``replies`` are used up one by one, then what is ``usual`` comes."""

    url: str = ""
    usual: Reply = field(default_factory=Reply)
    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def points(self, *items: dict[str, str]) -> None:
        """Has it answer with these from now on."""
        self.usual = Reply(json.dumps({"items": items}, ensure_ascii=False))

    @property
    def texts(self) -> list[str]:
        """The minutes it was given."""
        return [asked["messages"][-1]["content"] for asked in self.asked]


def action(quote: str, owner: str = "", due: str = "", what: str = "") -> dict[str, str]:
    """An action as a model points at it."""
    return {"kind": "action", "quote": quote, "what": what, "owner": owner, "due": due}


def decision(quote: str) -> dict[str, str]:
    """A decision as a model points at it."""
    return {"kind": "decision", "quote": quote}


@contextmanager
def served(model: Model) -> Iterator[Model]:
    """The endpoint at work, on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path != "/v1/chat/completions":
                self._send(Reply(status=404))
                return
            model.asked.append(json.loads(body))
            model.keys.append(self.headers.get("Authorization", ""))
            reply = model.replies.pop(0) if model.replies else model.usual
            if reply.held is not None:
                reply.held.wait(20)
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            made = {"choices": [{"message": {"role": "assistant", "content": reply.said}}]}
            content = (reply.body if reply.body is not None else json.dumps(made)).encode()
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True  # whoever asked has gone

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

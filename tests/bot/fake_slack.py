"""A server on loopback that plays Slack: Web API, `response_url`s and Socket Mode.

It keeps what is posted, checks every payload against `slack_rules`, and fails on demand: see
`Fault`. It is a test double of Slack's servers alone; Bolt and slack-sdk talk to it over sockets.
"""

from __future__ import annotations

import itertools
import json
import socket
import struct
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from tests.bot.slack_people import (
    BOT,
    BOT_USER,
    CHANNEL,
    SOMEBODY,
    TEAM,
    People,
)
from tests.bot.slack_records import Fault, Interaction, Json, Message, Trouble
from tests.bot.slack_rules import message_problems, view_problems

__all__ = ["BOT_USER", "CHANNEL", "SOMEBODY", "TEAM", "FakeSlack"]


class FakeSlack(People):
    """One workspace with one app in it."""

    def __init__(self) -> None:
        """It listens from `running` on."""
        self.messages: list[Message] = []
        self.ephemerals: list[Json] = []
        self.homes: list[Json] = []
        self.modals: list[Json] = []
        self.unfurls: list[Json] = []
        self.files: list[Json] = []
        self.calls: list[tuple[str, float, Json]] = []
        self.problems: list[str] = []
        self.outside: set[str] = set()
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.interactions: dict[str, Interaction] = {}
        self.connections: list[ServerConnection] = []
        self.changed = threading.Condition()
        self.clock = time.time
        self.chance: Callable[[], Fault | None] = lambda: None
        self.refused: list[tuple[float, float]] = []
        self.refresh_token = ""
        self.used_triggers: set[str | None] = set()
        self.numbers = itertools.count(1)
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._socket: Server = serve(self._serve, "127.0.0.1", 0)

    @property
    def api(self) -> str:
        """The base address of the Web API."""
        return f"http://127.0.0.1:{self._http.server_port}/api/"

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail, one after the other."""
        self.faults[method].extend(faults)

    def called(self, method: str) -> list[Json]:
        """The bodies of all calls of a method."""
        return [body for name, _, body in self.calls if name == method]

    def wait(self, done: Any, seconds: float = 10.0) -> None:
        """Until `done()`; fails the test if it never is."""
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, "it did not happen in time"
            with self.changed:
                self.changed.wait(0.05)

    def wait_connected(self) -> None:
        """Until the app listens."""
        self.wait(lambda: self.connections)

    def hang_up(self) -> None:
        """Close the Socket Mode connection, as Slack does every few hours."""
        connection = self.connections.pop()
        connection.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
        connection.close()

    def drop_connections(self) -> None:
        """End all Socket Mode connections."""
        for connection in self.connections:
            connection.close()

    @contextmanager
    def running(self) -> Iterator[FakeSlack]:
        """Listen until the end of the block."""
        threads = [
            threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True),
            threading.Thread(target=self._socket.serve_forever, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()
            self._socket.shutdown()

    def send(self, kind: str, payload: Json, *, answerable: bool = True) -> Interaction:
        number = next(self.numbers)
        interaction = Interaction(f"envelope-{number}", time.monotonic())
        interaction.url = self.api.replace("/api/", f"/response/{interaction.envelope}")
        self.interactions[interaction.envelope] = interaction
        if kind != "events_api" and answerable:
            payload["response_url"] = interaction.url
        envelope = {
            "type": kind,
            "envelope_id": interaction.envelope,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        self.connections[-1].send(json.dumps(envelope))
        return interaction

    def _serve(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1}))
        with self.changed:
            self.connections.append(connection)
            self.changed.notify_all()
        try:
            for text in connection:
                acknowledged = json.loads(text)
                with self.changed:
                    interaction = self.interactions[acknowledged["envelope_id"]]
                    interaction.payload = acknowledged.get("payload")
                    interaction.acked = time.monotonic()
                    self.changed.notify_all()
        except ConnectionClosed:
            pass

    def take(self, path: str, body: Json, token: str) -> Json:
        """Do what a request asks for; the answer's JSON."""
        if path.startswith("/upload/"):
            self.files[-1]["content"] = body["content"]
            return {"ok": True}
        if path.startswith("/response/") and body == {"delete_original": True}:
            self.interactions[path.rsplit("/", 1)[1]].withdrawn = True
            return {"ok": True}
        if path.startswith("/response/"):
            self.problems += message_problems(body)
            if body.get("response_type") not in ("ephemeral", "in_channel"):
                self.problems.append("response_type is not stated")
            interaction = self.interactions[path.rsplit("/", 1)[1]]
            interaction.answered = interaction.answered or time.monotonic()
            interaction.answers.append(body)
            return {"ok": True}
        method = path.removeprefix("/api/")
        expected = "xapp-" if method == "apps.connections.open" else "xoxb-"
        if method != "oauth.v2.access" and not token.startswith(f"Bearer {expected}"):
            return {"ok": False, "error": "invalid_auth"}
        answer: Json = getattr(self, "_" + method.replace(".", "_").lower())(body)
        return {"ok": True} | answer

    def note(self, method: str, body: Json) -> Fault | None:
        """Keep the call; the trouble that it is to have."""
        with self.changed:
            self.calls.append((method, time.monotonic(), body))
            faults = self.faults[method]
            fault = faults.popleft() if faults else None
            if fault is None and method == "chat.postMessage":
                fault = self.chance()
            if fault is not None and fault.trouble is Trouble.RATE:
                self.refused.append((self.clock(), float(fault.value)))
            return fault

    def notify(self) -> None:
        """Wake who waits."""
        with self.changed:
            self.changed.notify_all()

    def _auth_test(self, body: Json) -> Json:
        return {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT}

    def _oauth_v2_access(self, body: Json) -> Json:
        if body.get("grant_type") == "refresh_token":
            if body["refresh_token"] != self.refresh_token:
                return {"ok": False, "error": "invalid_refresh_token"}
        elif body.get("code") != "a-code":
            return {"ok": False, "error": "invalid_code"}
        number = next(self.numbers)
        self.refresh_token = f"xoxe-refresh-{number}"
        return {
            "access_token": f"xoxb-installed-{number}",
            "refresh_token": self.refresh_token,
            "expires_in": 43_200,
            "scope": "commands,chat:write",
            "bot_user_id": BOT_USER,
            "team": {"id": TEAM, "name": "A workspace"},
            "enterprise": None,
            "authed_user": {"id": SOMEBODY},
        }

    def _apps_connections_open(self, body: Json) -> Json:
        return {"url": f"ws://127.0.0.1:{self._socket.socket.getsockname()[1]}/link"}

    def _chat_postmessage(self, body: Json) -> Json:
        if body["channel"] in self.outside:
            return {"ok": False, "error": "not_in_channel"}
        self.problems += message_problems(body)
        now = self.clock()
        message = Message(body["channel"], f"{now:.6f}", now, body)
        while any(m.ts == message.ts for m in self.messages):
            message.ts = f"{float(message.ts) + 0.000001:.6f}"
        self.messages.append(message)
        return {"ts": message.ts, "channel": body["channel"]}

    def _chat_update(self, body: Json) -> Json:
        self.problems += message_problems(body)
        for message in self.messages:
            if (message.channel, message.ts) == (body["channel"], body["ts"]):
                message.updates.append(body)
                return {"ts": message.ts}
        return {"ok": False, "error": "message_not_found"}

    def _chat_postephemeral(self, body: Json) -> Json:
        self.problems += message_problems(body)
        self.ephemerals.append(body)
        return {"message_ts": "1.2"}

    def _conversations_history(self, body: Json) -> Json:
        return self._page(body, [m for m in self.messages if m.thread is None])

    def _conversations_replies(self, body: Json) -> Json:
        thread = [m for m in self.messages if body["ts"] in (m.ts, m.thread)]
        return self._page(body, thread) if thread else {"ok": False, "error": "thread_not_found"}

    def _conversations_info(self, body: Json) -> Json:
        return {
            "channel": {"id": body["channel"], "is_member": body["channel"] not in self.outside}
        }

    def _views_publish(self, body: Json) -> Json:
        self.homes.append(self._view(body))
        return {}

    def _views_open(self, body: Json) -> Json:
        if body.get("trigger_id") in self.used_triggers:
            return {"ok": False, "error": "exchanged_trigger_id"}
        self.used_triggers.add(body.get("trigger_id"))
        view = self._view(body)
        self.modals.append(view)
        return {"view": {**view, "id": f"V{len(self.modals)}", "hash": "h1"}}

    def _views_update(self, body: Json) -> Json:
        view = self._view(body)
        self.modals[int(body["view_id"][1:]) - 1] = view
        return {"view": {**view, "id": body["view_id"], "hash": "h2"}}

    def _view(self, body: Json) -> Json:
        view: Json = json.loads(body["view"]) if isinstance(body["view"], str) else body["view"]
        self.problems += view_problems(view)
        return view

    def _chat_unfurl(self, body: Json) -> Json:
        unfurls = body["unfurls"]
        unfurls = json.loads(unfurls) if isinstance(unfurls, str) else unfurls
        for unfurl in unfurls.values():
            self.problems += message_problems({"text": "-", **unfurl})
        self.unfurls.append({**body, "unfurls": unfurls})
        return {}

    def _conversations_open(self, body: Json) -> Json:
        return {"channel": {"id": f"D{body['users']}"}}

    def _files_getuploadurlexternal(self, body: Json) -> Json:
        self.files.append({"name": body["filename"], "length": int(body["length"])})
        url = self.api.replace("/api/", f"/upload/{len(self.files)}")
        return {"upload_url": url, "file_id": f"F{len(self.files)}"}

    def _files_completeuploadexternal(self, body: Json) -> Json:
        self.files[-1]["channel"] = body.get("channel_id")
        files = body["files"]
        return {"files": json.loads(files) if isinstance(files, str) else files}

    def _page(self, body: Json, messages: list[Message]) -> Json:
        if body["channel"] in self.outside:
            return {"ok": False, "error": "not_in_channel"}
        oldest = float(body.get("oldest", 0))
        found = [m for m in messages if m.channel == body["channel"] and float(m.ts) > oldest]
        found.sort(key=lambda m: float(m.ts), reverse=True)
        start, limit = int(body.get("cursor") or 0), int(body.get("limit", 100))
        rows = [{"ts": m.ts, "text": m.text, **_metadata(m.body, body)} for m in found]
        after = start + limit
        return {
            "messages": rows[start:after],
            "response_metadata": {"next_cursor": str(after) if after < len(rows) else ""},
        }


def _metadata(message: Json, asked: Json) -> Json:
    if str(asked.get("include_all_metadata")).lower() not in ("1", "true"):
        return {}
    metadata = message.get("metadata")
    return {"metadata": json.loads(metadata) if isinstance(metadata, str) else metadata}


def _handler(slack: FakeSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self._body()
            path = urlsplit(self.path).path
            method = path.removeprefix("/api/")
            fault = slack.note(method, body)
            if fault and fault.trouble is Trouble.LATE:
                time.sleep(fault.value)
                fault = None
            if fault and fault.trouble is Trouble.RATE:
                self._answer(429, {"ok": False, "error": "ratelimited"}, int(fault.value))
            elif fault and fault.trouble is Trouble.ERROR:
                self._answer(200, {"ok": False, "error": fault.value})
            elif fault and fault.trouble is Trouble.STATUS:
                self._answer(fault.value, {"ok": False})
            elif fault and fault.trouble is Trouble.RESET:
                self._reset()
            else:
                self._do(path, body, fault)
            slack.notify()

        def _do(self, path: str, body: Json, fault: Fault | None) -> None:
            with slack.changed:
                answer = slack.take(path, body, self.headers.get("Authorization", ""))
            if fault and fault.trouble is Trouble.RESET_AFTER:
                self._reset()
            elif fault and fault.trouble is Trouble.STATUS_AFTER:
                self._answer(fault.value, {"ok": False, "error": "bad_gateway"})
            elif fault:
                self._answer(200, "<html>a proxy's page</html>")
            else:
                self._answer(200, answer)

        def _body(self) -> Json:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path.startswith("/upload/"):
                return {"content": content}
            raw = content.decode()
            if "json" in self.headers.get("Content-Type", ""):
                return dict(json.loads(raw or "{}"))
            return {name: values[0] for name, values in parse_qs(raw).items()}

        def _answer(self, status: int, answer: Json | str, retry_after: int | None = None) -> None:
            content = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if retry_after is not None:
                self.send_header("Retry-After", str(retry_after))
            self.end_headers()
            self.wfile.write(content)

        def _reset(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True

        def finish(self) -> None:
            with suppress(OSError, ValueError):
                super().finish()

        def log_message(self, *args: object) -> None:
            pass

    return Handler

"""Signed HTTP: Slack's requests and the pages of an installation, as an ASGI application.

Bolt works in threads, so that a slow listener never stops the loop for others.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from slack_bolt import App, BoltRequest

from bot.oauth import INSTALL, REDIRECT, OAuthPages, Page

log = logging.getLogger(__name__)

EVENTS = "/slack/events"
_LARGEST = 1_000_000
_THREADS = 32
_WINDOW = 300
_REMEMBERED = 50_000

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class SignedHttp:
    """The ASGI application. Bolt verifies signatures; here are the window, sizes and replays."""

    def __init__(
        self,
        app: App | None,
        oauth: OAuthPages | None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`app` is None where events come by Socket Mode, `oauth` None with a given token."""
        self._app, self._oauth, self._clock = app, oauth, clock
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="http")
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            page = await self._answer(scope, receive)
            headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in page.headers]
            await send({"type": "http.response.start", "status": page.status, "headers": headers})
            await send({"type": "http.response.body", "body": page.body.encode()})

    async def _answer(self, scope: Scope, receive: Receive) -> Page:
        match scope["method"], scope["path"]:
            case "POST", path if path == EVENTS and self._app is not None:
                return await self._event(scope, receive)
            case "GET", path if path == INSTALL and self._oauth is not None:
                return await self._in_thread(self._oauth.install)
            case "GET", path if path == REDIRECT and self._oauth is not None:
                oauth, query = self._oauth, _query(scope)
                cookies = _headers(scope).get("cookie", "")
                return await self._in_thread(lambda: oauth.redirect(query, cookies))
        return Page(404, "There is nothing here.\n", (("content-type", "text/plain"),))

    async def _event(self, scope: Scope, receive: Receive) -> Page:
        headers = _headers(scope)
        stamp = headers.get("x-slack-request-timestamp", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
            return Page(401)
        if abs(self._clock() - int(stamp)) > _WINDOW:
            return Page(401)
        body = await _body(receive)
        if body is None:
            return Page(413)
        request = BoltRequest(body=body.decode("utf-8", "replace"), headers=dict(headers))
        signature = headers.get("x-slack-signature", "")
        return await self._in_thread(lambda: self._dispatch(request, signature))

    def _dispatch(self, request: BoltRequest, signature: str) -> Page:
        if self._app is None or not self._take(signature):
            return Page(401)
        answer = self._app.dispatch(request)
        if answer.status == 401:
            self._give_back(signature)
        headers = [(k, v) for k, values in answer.headers.items() for v in values]
        return Page(answer.status, answer.body or "", tuple(headers))

    def _take(self, signature: str) -> bool:
        """Whether a signature comes for the first time: a second one is a replay, since Slack
        signs its own repetitions anew."""
        with self._lock:
            if signature in self._seen:
                log.warning("a request came twice with one signature and was refused")
                return False
            self._seen[signature] = None
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
            return True

    def _give_back(self, signature: str) -> None:
        """Forget a signature that was none of Slack's."""
        with self._lock:
            self._seen.pop(signature, None)

    async def _in_thread(self, work: Callable[[], Page]) -> Page:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Answer what is begun; take no more."""
        self._threads.shutdown(wait=True, cancel_futures=True)


class Server:
    """Serves the application on an address until it is closed, in a thread of its own."""

    def __init__(self, application: SignedHttp, host: str, port: int) -> None:
        """Nothing listens before `start`."""
        self._application = application
        config = uvicorn.Config(
            application,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=10,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int | None:
        """The port that it listens on, None while it does not."""
        if not self._server.started:
            return None
        return int(self._server.servers[0].sockets[0].getsockname()[1])

    def start(self) -> None:
        """Listen."""
        self._thread.start()

    def close(self) -> None:
        """Stop listening and answer what is begun."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(15)
        self._application.close()


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None if it is larger than anything that Slack sends."""
    body: bytes = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > _LARGEST:
            return None
        if not message.get("more_body"):
            return body


def _headers(scope: Scope) -> dict[str, str]:
    return {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}


def _query(scope: Scope) -> dict[str, str]:
    return dict(parse_qsl(scope["query_string"].decode("latin-1")))

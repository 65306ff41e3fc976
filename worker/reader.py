"""Reads documents in a process of its own, which hostile ones may hang, bloat or kill."""

from __future__ import annotations

import json
import logging
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from datetime import date
from typing import Any, Self

from accord.alert import AlertKind
from accord.press_release import Entry, Reading, SitemapIndex, Unreadable
from accord.source import Selectors, Source
from parsers.listings.discovery import Offer
from worker.framing import entry_from_json, source_to_json

WALL_SECONDS = 10.0
# Loading the vocabulary and the parsers on a busy machine.
_START_SECONDS = 60.0
_MAX_ANSWER = 64 * 1024 * 1024

_log = logging.getLogger(__name__)


class Killed(Unreadable):
    """The document took too long or too much memory, or crashed its reader. A later try may go
    better; a third rarely does. `by` is one word for it."""

    def __init__(self, message: str, by: str) -> None:
        super().__init__(message)
        self.by = by


class ReaderBroken(Exception):
    """The reading process does not start; the text holds what it said."""


class Reader:
    """Reads releases and listings, one at a time, in a child process that starts when it's first
    needed and is replaced when a document kills it. Thread-safe, usable after a fork.

    `module` is what the child runs.
    """

    def __init__(
        self, *, wall_seconds: float = WALL_SECONDS, module: str = "worker.reading_child"
    ) -> None:
        self._module = module
        self._wall_seconds = wall_seconds
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child. The reader starts another when it is used again."""
        with self._lock:
            self._discard()

    def warm(self) -> None:
        """Start the child now, so that the first document does not wait for it."""
        with self._lock:
            self._ready_child()

    def read_release(
        self,
        content: bytes,
        *,
        url: str | None,
        media_type: str | None,
        publisher: str | None,
        fetched_on: date | None,
        office: str | None = None,
    ) -> Reading:
        """What `parsers.read.read_release` makes of it. Raises Unreadable, or Killed."""
        answer = self._ask(
            {
                "work": "release",
                "url": url,
                "media_type": media_type,
                "publisher": publisher,
                "fetched_on": fetched_on and fetched_on.isoformat(),
                "office": office,
            },
            content,
        )
        return Reading.from_json(answer["reading"], answer["text"])

    def read_listing(self, content: bytes, *, url: str, source: Source) -> tuple[Entry, ...]:
        """What `parsers.listings.read_listing` makes of it.

        Raises Unreadable, SitemapIndex or Killed.
        """
        request = {"work": "listing", "url": url, "source": source_to_json(source)}
        answer = self._ask(request, content)
        return tuple(entry_from_json(row) for row in answer["entries"])

    def read_offer(self, content: bytes, *, url: str) -> Offer:
        """What `parsers.listings.discovery.offer` makes of a page. Raises Unreadable, or Killed."""
        answer = self._ask({"work": "offer", "url": url}, content)
        selectors = answer["selectors"]
        return Offer(
            tuple(answer["feeds"]),
            answer["language"],
            None if selectors is None else Selectors(**selectors),
            tuple(entry_from_json(row) for row in answer["entries"]),
            answer["rolling"],
        )

    def _ask(self, request: dict[str, Any], content: bytes) -> dict[str, Any]:
        head = json.dumps(request).encode("ascii")
        frame = struct.pack("!II", len(head), len(content)) + head + content
        with self._lock:
            child = self._ready_child()
            try:
                answer = child.exchange(frame, self._wall_seconds)
            except Killed:
                self._discard()
                raise
            if answer.get("worn_out"):
                self._discard()
        if "unreadable" in answer:
            if answer.get("trouble"):
                _log.error("%s %s", request["url"], answer["unreadable"])
            if "children" in answer:
                raise SitemapIndex(answer["unreadable"], tuple(answer["children"]))
            kind = answer.get("kind")
            raise Unreadable(answer["unreadable"], kind and AlertKind(kind))
        return answer

    def _ready_child(self) -> _Child:
        child = self._child
        # After a fork the child is the parent's, who goes on using it.
        if child is not None and child.usable:
            return child
        self._discard()
        child = _Child(self._module)
        child.await_ready()
        self._child = child
        return child

    def _discard(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


class _Child:
    def __init__(self, module: str) -> None:
        self._owner = os.getpid()
        requests, self._in = os.pipe()
        self._out, answers = os.pipe()
        lifeline, self._lifeline = os.pipe()
        try:
            # Its own session: Ctrl-C at a terminal is for the parent, which ends it in order.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                (sys.executable, "-P", "-m", module, str(lifeline)),
                stdin=requests,
                stdout=answers,
                pass_fds=(lifeline,),
                start_new_session=True,
            )
        finally:
            os.close(requests)
            os.close(answers)
            os.close(lifeline)
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)

    @property
    def usable(self) -> bool:
        return self._owner == os.getpid() and self._process.poll() is None

    def await_ready(self) -> None:
        try:
            self.exchange(b"", _START_SECONDS)
        except Killed as reason:
            self.end()
            raise ReaderBroken(
                f"The process that reads documents does not start: {reason}"
            ) from None

    def exchange(self, frame: bytes, seconds: float) -> dict[str, Any]:
        """Send a request and await the answer to it. Raises Killed."""
        until = time.monotonic() + seconds
        unsent, answer = memoryview(frame), bytearray()
        size = 4
        with selectors.DefaultSelector() as ready:
            ready.register(self._out, selectors.EVENT_READ)
            if unsent:
                ready.register(self._in, selectors.EVENT_WRITE)
            while len(answer) < size:
                events = ready.select(until - time.monotonic())
                if time.monotonic() >= until:
                    raise Killed(f"It took longer than {seconds:.0f} s to read.", "time")
                for key, _ in events:
                    if key.fd == self._in:
                        unsent = unsent[self._send(unsent) :]
                        if not unsent:
                            ready.unregister(self._in)
                    else:
                        answer += self._receive()
                if len(answer) >= 4:
                    size = 4 + int(struct.unpack_from("!I", answer)[0])
                    if size > _MAX_ANSWER:
                        raise Killed("Its reader answered with far too much.", "answer")
        return dict(json.loads(bytes(answer[4:])))

    def end(self) -> None:
        """End the process, if it is this process's own."""
        if self._owner == os.getpid():
            self._process.kill()
        os.close(self._in)
        os.close(self._out)
        os.close(self._lifeline)
        if self._owner == os.getpid():
            self._process.wait()

    def _send(self, data: memoryview) -> int:
        try:
            return os.write(self._in, data[:65536])
        except BlockingIOError:
            return 0
        except BrokenPipeError:
            raise self._crashed() from None

    def _receive(self) -> bytes:
        try:
            piece = os.read(self._out, 65536)
        except BlockingIOError:
            return b""
        if not piece:
            raise self._crashed()
        return piece

    def _crashed(self) -> Killed:
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return Killed("Its reader closed the line.", "crash")
        return Killed(f"It crashed its reader (exit status {code}).", "crash")

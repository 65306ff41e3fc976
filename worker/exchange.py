"""One request and what its answer means."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from worker.addresses import Network, Target
from worker.body import Body
from worker.connection import CheckedConnection, Deadline, open_connection
from worker.errors import Busy, Gone, NotFetched, Refused, Unreachable
from worker.kept import KeptConnections
from worker.pace import MAX_HOLD_SECONDS

_PIECE = 64 * 1024
_FIXED = {"Accept": "*/*", "Accept-Encoding": "gzip"}
# What a host that hung up meanwhile makes of a connection, and what is left over from its last
# answer.
_STALE = (ConnectionError, http.client.BadStatusLine)
# How long a host is spared that says "too many requests" without a time.
_DEFAULT_RETRY_AFTER = 60.0
_MAX_VALIDATOR = 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one document may cost: seconds in all, bytes after decompression."""

    seconds: float
    size: int


PAGE = Limits(30.0, 10_000_000)
FEED = Limits(30.0, 20_000_000)
PDF = Limits(60.0, 30_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address gave. `content` is empty where `not_modified`.

    `url` is the address after all redirects, `moved_to` the one that permanent redirects lead to.
    `media_type` is the Content-Type header as it came; `bytes_received` counts the body before
    decompression.
    """

    url: str
    content: bytes
    media_type: str | None
    etag: str | None
    last_modified: str | None
    bytes_received: int
    not_modified: bool = False
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """The answer stands elsewhere."""

    location: str
    permanent: bool


def ask(
    target: Target,
    headers: Mapping[str, str],
    *,
    allowed: Collection[Network],
    limits: Limits,
    kept: KeptConnections,
    spent: float = 0.0,
    closed: threading.Event | None = None,
) -> Answer | Redirect:
    """Make one request for a document; `spent` seconds of its limit are gone already.

    It goes over the connection that is kept for the host, or over a new one, which is kept then.
    It is broken off soon after `closed` is set. Raises a kind of NotFetched.
    """
    deadline = Deadline(limits.seconds, spent, closed)
    try:
        connection, response = _sent(target, headers, deadline, allowed, kept)
        try:
            return _understand(target, response, deadline, limits, headers)
        finally:
            if connection.sock is not None and _is_whole(response):
                kept.keep(target, connection)
            else:
                connection.close()
    except ssl.SSLError as error:
        raise Unreachable(f"{target.host} offers no safe connection ({_words(error)}).") from error
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise Unreachable(f"{target.host} gave no whole answer ({_words(error)}).") from error


def _sent(
    target: Target,
    headers: Mapping[str, str],
    deadline: Deadline,
    allowed: Collection[Network],
    kept: KeptConnections,
) -> tuple[CheckedConnection, BaseHTTPResponse]:
    """Send a request and read the head of its answer."""
    former = kept.take(target)
    if former is not None:
        try:
            return former, _send(former, target, headers, deadline)
        except _STALE:
            # RFC 9112, 9.3.1: the host may hang up at any time, and what it did not answer is
            # asked again.
            pass
    connection = open_connection(target, allowed)
    return connection, _send(connection, target, headers, deadline)


def _send(
    connection: CheckedConnection, target: Target, headers: Mapping[str, str], deadline: Deadline
) -> BaseHTTPResponse:
    connection.deadline = deadline
    try:
        connection.request(
            "GET",
            target.path,
            headers=_FIXED | dict(headers),
            preload_content=False,
            decode_content=False,
        )
        return connection.getresponse()
    except BaseException:
        connection.close()
        raise


def _is_whole(response: BaseHTTPResponse) -> bool:
    """Whether nothing of an answer is still to come, so that another can follow it.

    Of the page that comes with a redirect or an error a little is read for that.
    """
    if response.status not in (200, 203) and (response.length_remaining or 0) <= _PIECE:
        try:
            response.read()
        except (HTTPError, http.client.HTTPException, OSError, NotFetched):
            return False
    return response.closed


def _understand(
    target: Target,
    response: BaseHTTPResponse,
    deadline: Deadline,
    limits: Limits,
    asked: Mapping[str, str],
) -> Answer | Redirect:
    status, headers = response.status, response.headers
    if status in (301, 302, 303, 307, 308):
        location = headers.get("Location")
        if not location:
            raise Unreachable(f"{target.host} redirects without saying where to.", status)
        return Redirect(location, permanent=status in (301, 308))
    conditional = not asked.keys().isdisjoint({"If-None-Match", "If-Modified-Since"})
    not_modified = status == 304 and conditional
    if status not in (200, 203) and not not_modified:
        raise _failure(target, status, headers.get("Retry-After"))
    content, received = (b"", 0) if not_modified else _read(target, response, deadline, limits)
    return Answer(
        url=target.url,
        content=content,
        media_type=headers.get("Content-Type"),
        etag=_validator(headers.get("ETag")),
        last_modified=_validator(headers.get("Last-Modified")),
        bytes_received=received,
        not_modified=not_modified,
    )


def _read(
    target: Target, response: BaseHTTPResponse, deadline: Deadline, limits: Limits
) -> tuple[bytes, int]:
    body = Body(target.host, response.headers.get("Content-Encoding"), limits.size)
    for piece in response.stream(_PIECE, decode_content=False):
        body.take(piece)
        if body.limit < PDF.size and body.begins_with(b"%PDF-"):
            body.limit = PDF.size
            deadline.extend_to(PDF.seconds)
    return body.finish(), body.received


def _failure(target: Target, status: int, retry_after: str | None) -> NotFetched:
    host = target.host
    match status:
        case 401 | 403 | 407 | 451:
            return Refused(f"{host} refuses to show {target.url} (status {status}).", status)
        case 404 | 410:
            return Gone(f"Nothing stands at {target.url} (status {status}).", status)
        case 429:
            seconds = read_retry_after(retry_after, datetime.now(UTC))
            seconds = _DEFAULT_RETRY_AFTER if seconds is None else seconds
            return Busy(f"{host} has had too many requests (status 429).", seconds, status)
        case 503 if (seconds := read_retry_after(retry_after, datetime.now(UTC))) is not None:
            return Busy(f"{host} is not available for now (status 503).", seconds, status)
    return Unreachable(f"{host} answered with status {status}.", status)


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, 0 to a day; None if it says nothing."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), MAX_HOLD_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), MAX_HOLD_SECONDS)


def _validator(value: str | None) -> str | None:
    # It is sent back verbatim, so one that could not be a header's value is dropped.
    usable = value and len(value) <= _MAX_VALIDATOR and value.isascii() and value.isprintable()
    return value if usable else None


def _words(error: Exception) -> str:
    names = ("verify_message", "reason", "strerror")
    reason = next((getattr(error, name) for name in names if getattr(error, name, None)), error)
    text = " ".join(str(reason).split())
    return text[:120] or type(error).__name__

"""Why a document could not be had, each in words for a person."""

from __future__ import annotations


class NotFetched(Exception):
    """An address gave no document; the text says why.

    `status` is the HTTP status of the host's answer, None where it gave none or was not asked.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class Unreachable(NotFetched):
    """No whole answer came: name or connection failed, time ran out, the server was at fault."""


class Busy(NotFetched):
    """The host asks to be left alone for `retry_after` seconds."""

    def __init__(self, message: str, retry_after: float, status: int | None = None) -> None:
        super().__init__(message, status)
        self.retry_after = retry_after


class NotOurTurn(Busy):
    """Others of ours are asking the host, or have just asked it."""


class Refused(NotFetched):
    """The host, its robots.txt or our own rules forbid the request."""


class Gone(NotFetched):
    """The host says that nothing stands at the address (404, 410)."""


class TooMuch(NotFetched):
    """The answer is larger than what is read of any document."""

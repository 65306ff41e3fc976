"""A response's body, bounded and decoded while it streams."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from worker.errors import TooMuch, Unreachable

_PIECE = 64 * 1024


class Body:
    """Collects a body of at most `limit` bytes, counted after decompression.

    `encoding` is the Content-Encoding header; one layer of gzip is taken, since a second one
    exists only to blow up what reads it. Raises Unreachable for any other.
    """

    def __init__(self, host: str, encoding: str | None, limit: int) -> None:
        self._host = host
        self._content = bytearray()
        self._gzip = _Gzip(host) if _is_gzip(host, encoding) else None
        self.limit = limit
        self.received = 0

    def begins_with(self, magic: bytes) -> bool:
        """Whether the bytes that have come begin so."""
        return self._content.startswith(magic)

    def take(self, piece: bytes) -> None:
        """Add one piece as it came over the wire. Raises TooMuch or Unreachable."""
        self.received += len(piece)
        self._check(self.received)
        for part in self._gzip.inflate(piece) if self._gzip else (piece,):
            self._content += part
            self._check(len(self._content))

    def finish(self) -> bytes:
        """The whole body; raises Unreachable if its end is missing."""
        if self._gzip and not self._gzip.finished and self.received:
            raise Unreachable(f"{self._host} sent a document that breaks off.")
        return bytes(self._content)

    def _check(self, size: int) -> None:
        if size > self.limit:
            raise TooMuch(f"{self._host} sent more than {self.limit // 1_000_000} MB.")


class _Gzip:
    """One layer of gzip, of one or more members, given out in small parts."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._member = zlib.decompressobj(wbits=31)

    @property
    def finished(self) -> bool:
        return self._member.eof

    def inflate(self, piece: bytes) -> Iterator[bytes]:
        while piece:
            if self._member.eof:
                if not piece.strip(b"\0"):
                    return  # padding behind the last member
                self._member = zlib.decompressobj(wbits=31)
            try:
                part = self._member.decompress(piece, _PIECE)
            except zlib.error:
                raise Unreachable(f"{self._host} sent a damaged document.") from None
            if part:
                yield part
            piece = self._member.unused_data or self._member.unconsumed_tail


def _is_gzip(host: str, encoding: str | None) -> bool:
    layers = [name.strip().lower() for name in (encoding or "").split(",")]
    layers = [name for name in layers if name not in ("", "identity")]
    if layers and layers not in (["gzip"], ["x-gzip"]):
        raise Unreachable(f"{host} sent a document encoded as {', '.join(layers)[:60]}.")
    return bool(layers)

"""What an office module offers, and all of them: a module in `parsers.offices` is found by itself.

A module holds an `OFFICE`: its sources and, where no format describes what stands there, pure
functions that turn it into something which a format does. Nothing else lists the modules.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from accord.press_release import Unreadable
from accord.source import Source
from parsers import offices

HOUR = 3600.0


def _same_bytes(content: bytes) -> bytes:
    return content


def _same_url(url: str) -> str:
    return url


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office's or forum's press room.

    `listing` turns what stands at a source's address into its declared format, `release` what a
    release's address gives into a document. `request` is the address to fetch in place of a
    release's own. The first two raise Unreadable.
    """

    sources: tuple[Source, ...]
    listing: Callable[[bytes], bytes] = _same_bytes
    release: Callable[[bytes], bytes] = _same_bytes
    request: Callable[[str], str] = _same_url


@cache
def all_offices() -> Mapping[str, Office]:
    """All office modules, by name, sorted."""
    names = sorted(module.name for module in pkgutil.iter_modules(offices.__path__))
    return {name: importlib.import_module(f"{offices.__name__}.{name}").OFFICE for name in names}


def built_in_sources() -> tuple[Source, ...]:
    """The sources of all modules; each names its module as its reader."""
    return tuple(source for office in all_offices().values() for source in office.sources)


def listing_document(content: bytes, source: Source) -> bytes:
    """A listing in its source's format. Raises Unreadable."""
    return _reader(source.reader).listing(content)


def release_document(content: bytes, reader: str | None) -> bytes:
    """A release as a document. Raises Unreadable."""
    return _reader(reader).release(content)


def request_address(url: str, reader: str | None) -> str:
    """What to fetch for a release that is known by an address."""
    return _reader(reader).request(url)


_GENERIC = Office(sources=())


def _reader(name: str | None) -> Office:
    if name is None:
        return _GENERIC
    try:
        return importlib.import_module(f"{offices.__name__}.{name}").OFFICE  # type: ignore[no-any-return]
    except ImportError:
        raise Unreadable(f"there is no reader {name!r}; correct it in the source") from None

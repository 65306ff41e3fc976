"""JSON of an API to entries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from accord.press_release import Entry, Unreadable
from accord.source import Selectors
from parsers.documents.charset import decode
from parsers.documents.markup import join
from parsers.listings.feeds import MOST_ITEMS, day_of, plain


def entries(content: bytes, url: str, selectors: Selectors) -> Iterator[Entry]:
    """The items of an API's answer in its order, at most `MOST_ITEMS`.

    Raises Unreadable where it is no JSON, or holds no list where the selectors say.
    """
    try:
        answer = json.loads(decode(content))
    except (ValueError, RecursionError):
        raise Unreadable("what stands there is no JSON") from None
    items = _at(answer, selectors.item)
    if not isinstance(items, list):
        where = f"at {selectors.item!r}" if selectors.item else "at its top"
        raise Unreadable(f"the JSON holds no list {where}; the API may have changed")
    for item in items[:MOST_ITEMS]:
        address = join(url, _text(item, selectors.link or "link") or "")
        if address is not None:
            title = plain(_text(item, selectors.title or "title") or "") or None
            yield Entry(address, title, day_of(_text(item, selectors.date or "date") or ""))


def _at(value: Any, path: str | None) -> Any:
    for name in path.split(".") if path else ():
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(item: Any, path: str) -> str | None:
    found = _at(item, path)
    return found if isinstance(found, str) else None

"""A release that came by mail: what its header says, and the text below."""

from __future__ import annotations

import re
from contextlib import suppress
from email.utils import parsedate_to_datetime

from parsers.documents.markup import Head, squeeze

_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]?(.*)")
_TAG = re.compile(r"^(?:\[[^\]]{1,30}\]|(?:re|fwd?|aw|tr|rv|wg):)\s{0,3}", re.IGNORECASE)
_NEEDED = frozenset(("from", "date", "subject"))
_MOST = 200  # lines of a header


def without_header(text: str) -> tuple[str, Head | None]:
    """The text below a mail's header and what that says; the text alone where it has none."""
    lines = text.lstrip("\ufeff\r\n").splitlines(keepends=True)
    end = next((n for n, line in enumerate(lines[:_MOST]) if not line.strip()), 0)
    fields: dict[str, str] = {}
    name = ""
    for line in lines[:end]:
        match = _FIELD.match(line)
        if match:
            name = match[1].lower()
            fields.setdefault(name, match[2])
        elif name and line[0] in " \t":
            fields[name] += f" {line.strip()}"
        else:
            return text, None
    if not fields.keys() >= _NEEDED:
        return text, None
    return "".join(lines[end:]), _head(fields)


def _head(fields: dict[str, str]) -> Head:
    subject = squeeze(fields["subject"])
    while match := _TAG.match(subject):
        subject = subject[match.end() :]
    meta = [("og:title", subject)]
    with suppress(ValueError):  # a date that nobody can read
        meta.append(("date", parsedate_to_datetime(fields["date"]).date().isoformat()))
    return Head(subject, fields.get("content-language"), tuple(meta), (), None, "")

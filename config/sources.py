"""The press rooms that are watched: the built-in list, or an operator's own `sources.yaml`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from accord.press_release import canonical_address
from accord.source import Format, Selectors, Source
from config.yaml_file import Entry, read_yaml

BUILT_IN = Path(__file__).parent / "sources.yaml"

_KEYS = ("id", "office", "name", "url", "format", "language", "every")
_SELECTORS = ("item", "link", "title", "date")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


def load_sources(path: Path | None, *, every_seconds: float | None = None) -> tuple[Source, ...]:
    """Read a list of sources, the built-in one where `path` is None.

    `every_seconds` overrides the cadence of all. Raises WrongVocabulary, whose text names file,
    line and what should stand there.
    """
    top = read_yaml(path or BUILT_IN)
    fields = top.fields("sources")
    sources = tuple(_source(entry) for entry in top.need(fields, "sources").list())
    seen: set[str] = set()
    for source, entry in zip(sources, fields["sources"].list(), strict=True):
        if source.id in seen:
            raise entry.wrong(f"the id {source.id} stands twice; each source needs its own")
        seen.add(source.id)
    if every_seconds is not None:
        sources = tuple(replace(source, every_seconds=every_seconds) for source in sources)
    return sources


def _source(entry: Entry) -> Source:
    fields = entry.fields(*_KEYS, *_SELECTORS)
    identity = entry.need(fields, "id")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,99}", identity.text()):
        raise identity.wrong(
            f"{identity.text()} is no id; use small letters, digits and dashes, such as uspto-news"
        )
    url = entry.need(fields, "url")
    try:
        canonical_address(url.text())
    except ValueError as error:
        raise url.wrong(str(error)) from None
    form = entry.need(fields, "format")
    try:
        format_ = Format(form.text().lower())
    except ValueError:
        known = ", ".join(Format)
        raise form.wrong(f"{form.text()} is no format; use one of {known}") from None
    for name in _SELECTORS:
        if name in fields and format_ is not Format.HTML:
            raise fields[name].wrong(f"a selector such as {name} needs the format html")
    source = Source(
        id=identity.text(),
        name=fields["name"].text() if "name" in fields else identity.text(),
        url=url.text(),
        format=format_,
        office=_code(fields["office"]) if "office" in fields else None,
        language=_language(fields["language"]) if "language" in fields else None,
        selectors=Selectors(**{name: fields[name].text() for name in _SELECTORS if name in fields}),
    )
    return replace(source, every_seconds=_seconds(fields["every"])) if "every" in fields else source


def _code(entry: Entry) -> str:
    code = entry.text().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise entry.wrong(f"{entry.text()} is no ST.3 code; write two letters such as KR")
    return code


def _language(entry: Entry) -> str:
    code = entry.text().lower()
    if not re.fullmatch("[a-z]{2}", code):
        raise entry.wrong(f"{entry.text()} is no ISO 639-1 code; write two letters such as ko")
    return code


def _seconds(entry: Entry) -> float:
    match = re.fullmatch(r"(\d{1,6})\s?([smhd])", entry.text())
    if not match or not int(match[1]):
        raise entry.wrong(f"{entry.text()} is no cadence; write 30m, 1h or 1d")
    return float(int(match[1]) * _UNITS[match[2]])

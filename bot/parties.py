"""How offices and forums are called in an announcement."""

from __future__ import annotations

import re
from datetime import date

from accord.agreement import Agreement
from accord.vocabulary import Vocabulary
from bot.outside import one_line, shorten
from bot.wording import listed

_IN_HEADING = 4
_NAME = 80
_FORMAL = re.compile(r"Republic|Federation|Kingdom of|Mexican States")
_PLURALS = ("offices", "member states")


def office_name(code: str, vocabulary: Vocabulary, on: date | None) -> str:
    """The acronym that the office had then, with its country where others share the acronym."""
    label = vocabulary.office_label(code, on)
    country = country_name(code, vocabulary)
    shared = len(vocabulary.offices_named(label)) > 1
    return f"{label} ({country})" if shared and country else label


def office_in_full(code: str, vocabulary: Vocabulary, on: date | None) -> str:
    """The acronym and what people need to place it: the country, or the office's own name."""
    label = vocabulary.office_label(code, on)
    office = vocabulary.office(code)
    about = country_name(code, vocabulary) or (office.name if office else None)
    return f"{label} ({about})" if about and about.casefold() not in label.casefold() else label


def country_name(code: str, vocabulary: Vocabulary) -> str | None:
    """The country's everyday English name: `Saudi Arabia`, not `Kingdom of Saudi Arabia`."""
    country = next((c for c in vocabulary.countries if c.code == code), None)
    names = country.names.get("en", ()) if country else ()
    if len(names) < 2 or not _FORMAL.search(names[0]):
        return names[0] if names else None
    inner = [name for name in names[1:] if names[0].endswith(f" {name}")]
    return max(inner, key=len, default=names[1])


def framework_name(code: str, vocabulary: Vocabulary) -> str | None:
    """The forum's short name; None for a forum that the closed list does not name."""
    framework = vocabulary.framework(code)
    return framework.name if framework else None


def parties_in_heading(
    agreement: Agreement, vocabulary: Vocabulary, on: date | None, first: tuple[str, ...] = ()
) -> str:
    """The parties in a few words: `KIPO and SAIP`, `the IP5 offices`, `KIPO and 13 others`.

    `first` are the codes to name where not all can be named. Empty where no party is known.
    """
    others = [shorten(one_line(name), _NAME) for name in agreement.other_parties]
    codes = list(agreement.parties)
    group = _whole_framework(agreement, vocabulary, on)
    if group:
        name, members = group
        outside = [code for code in codes if code not in members]
        if len(outside) + len(others) < _IN_HEADING:
            named = [office_name(code, vocabulary, on) for code in outside]
            members_in_words = name if name.endswith(_PLURALS) else f"{name} offices"
            return listed([*named, *others, f"the {members_in_words}"])
    if len(codes) + len(others) <= _IN_HEADING:
        names = [office_name(code, vocabulary, on) for code in codes] + others
        return listed(names) if names else ""
    named = [office_name(code, vocabulary, on) for code in first if code in codes][:1]
    rest = len(codes) + len(others) - len(named)
    if named:
        return f"{named[0]} and {rest} other {'parties' if others else 'offices'}"
    return f"{rest} {'parties' if others else 'offices'}"


def _whole_framework(
    agreement: Agreement, vocabulary: Vocabulary, on: date | None
) -> tuple[str, set[str]] | None:
    """The forum's name and members, if all of at least three members are parties."""
    framework = vocabulary.framework(agreement.framework) if agreement.framework else None
    name = framework_name(framework.code, vocabulary) if framework else None
    if framework is None or name is None or on is None:
        return None
    members = set(framework.members_on(on))
    return (name, members) if len(members) > 2 and members <= set(agreement.parties) else None

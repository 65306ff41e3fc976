"""The modals: subscribing without syntax, and correcting a reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accord.agreement import Agreement, Instrument
from accord.dates import PartialDate
from accord.query import Query
from accord.query_language import read_office
from accord.vocabulary import Vocabulary
from accord.wishes import USUAL, WEEKDAYS, Cadence, FollowUps, Wishes, known_zone
from bot.blocks import Block, escape_plain, plain
from bot.outside import one_line, shorten
from bot.parties import office_in_full
from bot.relaxing import typed
from bot.wishing import read_time

SUBSCRIBE_FORM, FIX_FORM = "subscribe_form", "fix_form"
OFFICES, ZONE = "offices", "zone"
_OPTION, _VALUE, _INPUT = 75, 150, 3000
_ZONES = ("UTC", "Europe/Zurich", "Europe/London", "America/New_York", "Asia/Tokyo", "Asia/Seoul")

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in to subscribe: where, what, and how."""

    channel: str | None
    query: Query
    wishes: Wishes

    @property
    def words(self) -> str:
        """The filter as it would be typed."""
        return typed(self.query)


def loading(title: str) -> Block:
    """A modal that stands while its content is looked up: a trigger lives for 3 seconds only."""
    return _modal(title, [_section("One moment …")])


def told(title: str, blocks: list[Block]) -> Block:
    """A modal that only shows."""
    return _modal(title, blocks)


def subscribe_form(
    vocabulary: Vocabulary,
    *,
    query: Query | None = None,
    wishes: Wishes = USUAL,
    subscription: int | None = None,
) -> Block:
    """A form to subscribe a channel, or to change a subscription."""
    query = query or Query()
    codes = [code for group in query.offices for code in group] or list(query.any_offices)
    blocks: list[Block] = []
    if subscription is None:
        select = {
            "type": "conversations_select",
            "action_id": "v",
            "default_to_current_conversation": True,
            "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        }
        blocks.append(_input("channel", "Channel", select))
    blocks += [
        _input(OFFICES, "Offices", _offices_select(codes, vocabulary), optional=True),
        _input("bound", "Which of these offices", _select(_BOUND, _bound(query)), optional=True),
        _input(
            "frameworks",
            "Forums",
            _multi([(f.code, f.name) for f in vocabulary.frameworks], query.frameworks),
            optional=True,
        ),
        _input(
            "instruments",
            "Kinds of agreement",
            _multi([(str(i), i.label) for i in Instrument], [str(i) for i in query.instruments]),
            optional=True,
        ),
        _input(
            "topics",
            "Subjects",
            _multi(
                [(t.code, t.label) for t in vocabulary.topics],
                [code for group in query.topics for code in group],
            ),
            optional=True,
        ),
        _input("words", "Words or phrase", _text(" ".join(query.words)), optional=True),
        _input("cadence", "Tell the channel", _select(_CADENCES, str(wishes.cadence))),
        _input("at", "Time of a digest", {"type": "timepicker", "initial_time": wishes.at}),
        _input("weekday", "Day of a weekly digest", _select(_DAYS, WEEKDAYS[wishes.weekday])),
        _input(ZONE, "Time zone", _zone_select(wishes.zone)),
        _input("replies", "Follow-ups", _select(_REPLIES, str(wishes.follow_ups))),
    ]
    title = "Change subscription" if subscription else "Subscribe a channel"
    view = _modal(title, blocks, submit="Save" if subscription else "Subscribe")
    return {
        **view,
        "callback_id": SUBSCRIBE_FORM,
        "private_metadata": str(subscription or ""),
    }


def read_subscribe_form(values: Values) -> Filled:
    """What was filled in."""
    codes = _chosen(values, OFFICES)
    both = _picked(values, "bound") == "all"
    words = " ".join(one_line(_typed(values, "words")).split('"'))
    query = Query(
        offices=tuple((code,) for code in codes) if both else (),
        any_offices=() if both else codes,
        frameworks=_chosen(values, "frameworks"),
        instruments=tuple(Instrument(i) for i in _chosen(values, "instruments")),
        topics=(_chosen(values, "topics"),) if _chosen(values, "topics") else (),
        words=(words.strip(),) if words.strip() else (),
    )
    if len(codes) == 1:
        query = replace(query, offices=((codes[0],),), any_offices=())
    at = read_time(str(_element(values, "at").get("selected_time") or "")) or 0
    zone = known_zone(_picked(values, ZONE) or "UTC") or "UTC"
    day = _picked(values, "weekday")
    wishes = Wishes(
        cadence=Cadence(_picked(values, "cadence") or Cadence.AT_ONCE),
        at_minute=at,
        weekday=WEEKDAYS.index(day) if day in WEEKDAYS else 0,
        zone=zone,
        follow_ups=FollowUps(_picked(values, "replies") or FollowUps.THREAD),
    )
    return Filled(_element(values, "channel").get("selected_conversation"), query, wishes)


def fix_form(agreement: Agreement, event_id: int, vocabulary: Vocabulary) -> Block:
    """A form with the fields of a reading."""
    parties = ", ".join(vocabulary.office_label(code) for code in agreement.parties)
    frameworks = [("-", "None"), *((f.code, f.name) for f in vocabulary.frameworks)]
    blocks = [
        _input(
            "instrument",
            "Kind of agreement",
            _select([(str(i), i.label) for i in Instrument], str(agreement.instrument)),
        ),
        _input("parties", "Offices, separated by commas", _text(parties), optional=True),
        _input(
            "other_parties",
            "Other parties, one a line",
            _text(_one_a_line(agreement.other_parties), lines=True),
            optional=True,
        ),
        _input(
            "concluded",
            "Date of conclusion: 2024, 2024-03 or 2024-03-05",
            _text(str(agreement.concluded or "")),
            optional=True,
        ),
        _input("framework", "Forum", _select(frameworks, agreement.framework or "-")),
        _input("place", "Place", _text(one_line(agreement.place or "")), optional=True),
        _input(
            "areas",
            "Areas of co-operation, one a line",
            _text(_one_a_line(agreement.areas), lines=True),
            optional=True,
        ),
    ]
    view = _modal("Correct the reading", blocks, submit="Save")
    return {**view, "callback_id": FIX_FORM, "private_metadata": str(event_id)}


def read_fix_form(
    values: Values, agreement: Agreement, vocabulary: Vocabulary
) -> tuple[Agreement, dict[str, str]]:
    """The corrected facts, and what is wrong with which field. Its evidence stays."""
    errors = fix_errors(values, vocabulary)
    if errors:
        return agreement, errors
    when = _typed(values, "concluded").strip()
    first = Instrument(_picked(values, "instrument") or agreement.instrument)
    framework = _picked(values, "framework")
    return (
        replace(
            agreement,
            instruments=(first, *(i for i in agreement.instruments if i is not first)),
            parties=tuple(sorted(set(_codes(_typed(values, "parties"), vocabulary)))),
            other_parties=_kept(values, "other_parties", agreement.other_parties),
            concluded=PartialDate.parse(when) if when else None,
            framework=None if framework in (None, "-") else framework,
            place=one_line(_typed(values, "place")) or None,
            areas=_kept(values, "areas", agreement.areas),
        ),
        {},
    )


def fix_errors(values: Values, vocabulary: Vocabulary) -> dict[str, str]:
    """What is wrong with which field."""
    errors: dict[str, str] = {}
    for name in _names(_typed(values, "parties")):
        found = read_office(name, vocabulary)
        if not isinstance(found, tuple):
            near = f"; nearest: {', '.join(found.nearest)}" if found.nearest else ""
            errors["parties"] = shorten(f"“{one_line(name)}” is no office that I know{near}", 150)
        elif len(found) > 1:
            errors["parties"] = f"“{one_line(name)}” may be {', '.join(found)}; write the code"
    when = _typed(values, "concluded").strip()
    if when:
        try:
            PartialDate.parse(when)
        except ValueError:
            errors["concluded"] = "Write 2024, 2024-03 or 2024-03-05"
    return errors


def office_options(text: str, vocabulary: Vocabulary) -> list[Block]:
    """The offices whose names hold what was typed, for a menu."""
    wanted = text.casefold().strip()
    exact = vocabulary.offices_named(text) if wanted else ()
    found = dict.fromkeys(exact)
    for name in vocabulary.office_names:
        if wanted in name:
            found |= dict.fromkeys(vocabulary.offices_named(name))
        if len(found) >= 100:
            break
    return [_office(code, vocabulary) for code in list(found)[:100]]


def zone_options(text: str, zones: Iterable[str]) -> list[Block]:
    """The time zones whose names hold what was typed, for a menu."""
    wanted = text.casefold().strip().replace(" ", "_")
    found = [zone for zone in sorted(zones) if wanted in zone.casefold()]
    return [_choice(zone, zone) for zone in (found if wanted else _ZONES)[:100]]


_BOUND = (("any", "Any of them"), ("all", "All of them together"))
_CADENCES = (
    (str(Cadence.AT_ONCE), "At once"),
    (str(Cadence.DAILY), "Once a day, as a digest"),
    (str(Cadence.WEEKLY), "Once a week, as a digest"),
)
_DAYS = tuple((day, day.capitalize()) for day in WEEKDAYS)
_REPLIES = (
    (str(FollowUps.THREAD), "In the thread of the announcement"),
    (str(FollowUps.CHANNEL), "In the channel too"),
)


def _bound(query: Query) -> str:
    return "all" if len(query.offices) > 1 else "any"


def _modal(title: str, blocks: list[Block], submit: str | None = None) -> Block:
    view: Block = {
        "type": "modal",
        "title": plain(title[:24]),
        "close": plain("Cancel" if submit else "Close"),
        "blocks": blocks,
    }
    return {**view, "submit": plain(submit)} if submit else view


def _section(text: str) -> Block:
    return {"type": "section", "text": plain(text)}


def _input(name: str, label: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": "v", **element},
        "optional": optional,
    }


def _text(value: str, *, lines: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": lines, "max_length": _INPUT}
    return {**element, "initial_value": value[:_INPUT]} if value else element


def _select(options: Iterable[tuple[str, str]], chosen: str) -> Block:
    made = {value: _choice(value, label) for value, label in options}
    element: Block = {"type": "static_select", "options": list(made.values())}
    return {**element, "initial_option": made[chosen]} if chosen in made else element


def _multi(options: Sequence[tuple[str, str]], chosen: Iterable[str]) -> Block:
    made = {value: _choice(value, label) for value, label in options[:100]}
    element: Block = {"type": "multi_static_select", "options": list(made.values())}
    initial = [made[value] for value in chosen if value in made]
    return {**element, "initial_options": initial} if initial else element


def _offices_select(codes: Iterable[str], vocabulary: Vocabulary) -> Block:
    element: Block = {
        "type": "multi_external_select",
        "action_id": OFFICES,
        "min_query_length": 1,
        "placeholder": plain("Type a name: KIPO, Korea, 특허청"),
    }
    initial = [_office(code, vocabulary) for code in codes]
    return {**element, "initial_options": initial} if initial else element


def _zone_select(zone: str) -> Block:
    return {
        "type": "external_select",
        "action_id": ZONE,
        "min_query_length": 0,
        "initial_option": _choice(zone, zone),
    }


def _office(code: str, vocabulary: Vocabulary) -> Block:
    return _choice(code, office_in_full(code, vocabulary, None))


def _choice(value: str, label: str) -> Block:
    return {
        "text": plain(escape_plain(shorten(one_line(label), _OPTION - 10))),
        "value": value[:_VALUE],
    }


def _element(values: Values, name: str) -> Mapping[str, Any]:
    return next(iter((values.get(name) or {}).values()), {})


def _typed(values: Values, name: str) -> str:
    return str(_element(values, name).get("value") or "")


def _picked(values: Values, name: str) -> str | None:
    option = _element(values, name).get("selected_option") or {}
    return option.get("value")


def _chosen(values: Values, name: str) -> tuple[str, ...]:
    options = _element(values, name).get("selected_options") or ()
    return tuple(str(option["value"]) for option in options)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.replace("\n", ",").split(",") if name.strip()]


def _codes(text: str, vocabulary: Vocabulary) -> list[str]:
    return [code for name in _names(text) for code in vocabulary.offices_named(name)[:1]]


def _one_a_line(values: Iterable[str]) -> str:
    return "\n".join(map(one_line, values))


def _kept(values: Values, name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that were typed; what was left as it stood is kept whole, also where the form
    could not show all of it."""
    typed_text = _typed(values, name)
    shown = _one_a_line(before)[:_INPUT]
    return before if typed_text.split() == shown.split() else _lines(typed_text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in map(one_line, text.splitlines()) if line)

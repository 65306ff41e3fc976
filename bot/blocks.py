"""Cards and answers as Slack messages: Block Kit within its documented limits, and plain `text`.

Lengths are counted as Slack's clients do, in UTF-16 units of the escaped text. Over-long text is
cut on a sentence, never refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from accord.press_release import Link
from bot.outside import ELLIPSIS, shorten, web_address
from bot.wording import (
    Answer,
    Card,
    Channel,
    Choice,
    Command,
    Entry,
    Fact,
    Line,
    Member,
    Row,
    Span,
    Strong,
    Turn,
    Typed,
    commands,
)

Block = dict[str, Any]
Message = dict[str, Any]

COMMAND = "/accord"
DETAILS, EVIDENCE, ORIGINAL, RELATED = "details", "evidence", "original", "related"
PREVIOUS, NEXT, SHARE = "previous", "next", "share"
# A button that runs a command; each has a name of its own in its block: run-0, run-1.
RUN = "run"

_HEADER, _SECTION, _FIELD, _BUTTON, _VALUE = 150, 3000, 2000, 75, 2000
_BLOCKS = 50
_SPOKEN = "accessibility_label"
# chat.update refuses a longer text, and a card is updated when another office publishes it.
_TEXT = 3900

# Marks that format where they stand at the edge of a word, and names of emoji.
_MARKS = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)")
_EMOJI = re.compile(r"(?<!\d):(?=[\w+'-]+:)")
_BREAK = "\u200b"


def escape(text: str) -> str:
    """Text from outside for mrkdwn, plain_text and `text`: no mention, link, mark or emoji in it.

    `&`, `<` and `>` become entities. Formatting marks cannot be escaped in mrkdwn, so that a
    zero-width space keeps those at the edge of a word from working.
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _EMOJI.sub(":" + _BREAK, _MARKS.sub(lambda m: _BREAK + m[0] + _BREAK, text))


def escape_plain(text: str) -> str:
    """Text for a plain_text object, in which marks and emoji names stay as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def card_message(card: Card) -> Message:
    """`text` and `blocks` of an announcement."""
    return {"text": _joined(_card_text(card), _TEXT), "blocks": _card_blocks(card)}


def answer_blocks(answer: Answer, *, turning: bool = True) -> list[Block]:
    """The blocks of an answer, for a view; `turning=False` without the buttons below it, which
    have no message there that they could answer."""
    blocks = list(_answer_blocks(answer))
    return blocks if turning else [block for block in blocks if block["type"] != "actions"]


def line_message(line: Line) -> Message:
    """`text` and `blocks` of a short message, such as a follow-up in a thread."""
    return answer_message(Answer(lines=(line,)))


def answer_message(answer: Answer) -> Message:
    """`text` and `blocks` of an answer."""
    return {
        "text": _joined(_answer_text(answer), _TEXT),
        "blocks": limited(list(_answer_blocks(answer))),
    }


def turn_value(turn: Turn) -> str | None:
    """What a paging button carries: the words asked and the cursors so far, within its limit.

    None where they do not fit; then the button is left out.
    """
    value = json.dumps([turn.asked, *turn.cursors], ensure_ascii=False, separators=(",", ":"))
    return value if units(value) <= _VALUE else None


def read_turn(value: str) -> Turn | None:
    """The inverse of `turn_value`; None for anything else, since old messages stay clickable."""
    try:
        parts = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or not parts or not all(isinstance(p, str) for p in parts):
        return None
    return Turn(asked=parts[0], cursors=tuple(parts[1:]))


def mrkdwn(line: Line) -> str:
    """A line in mrkdwn."""
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span:
        case Command(text):
            return _code(f"{COMMAND} {text}".strip())
        case Typed(text):
            return _code(text)
        case Strong(text):
            return f"*{escape(text)}*"
        case Link(url, text):
            address = web_address(url)
            return f"<{_address(address)}|{_label(text)}>" if address else escape(text)
        case Member(id_):
            return f"<@{id_}>" if re.fullmatch("[UW][A-Z0-9]{1,30}", id_) else "somebody"
        case Channel(id_):
            return f"<#{id_}>" if re.fullmatch("[CGD][A-Z0-9]{1,30}", id_) else "a channel"
        case str():
            return escape(span)


def _code(text: str) -> str:
    safe = escape_plain(text.replace("`", "'"))
    return f"`{safe}`"


def _address(url: str) -> str:
    return url.replace("&", "&amp;")


def _label(text: str) -> str:
    return escape(text).replace("|", "¦")


def _card_blocks(card: Card) -> list[Block]:
    blocks: list[Block] = [header(card.heading)]
    short = [fact for fact in card.facts if len(fact.values) == 1]
    fields = [_fact_field(fact) for fact in short[:10]]
    if fields:
        blocks.append({"type": "section", "fields": fields})
    lists = [*(fact for fact in card.facts if fact not in short[:10]), card.areas]
    blocks += [_section(_list_text(fact)) for fact in lists if fact]
    if card.quote:
        blocks.append(_section(f"> {escape(card.quote)}"))
    blocks += _contexts([_stacked(*card.published, *card.notes, (_number(card.id),))])
    blocks.append(_card_buttons(card))
    return limited(blocks)


def _card_buttons(card: Card) -> Block:
    number = str(card.id)
    buttons = [
        button(DETAILS, "Details", value=number),
        button(EVIDENCE, "Why?", value=number),
    ]
    if card.original and web_address(card.original.url):
        label = _cut(card.original.text, _BUTTON)
        buttons.append({**button(ORIGINAL, "Original", url=card.original.url), _SPOKEN: label})
    buttons.append(button(RELATED, "Related", value=number))
    spoken = {DETAILS: "Show details", EVIDENCE: "Why these facts", RELATED: "Show what is related"}
    for made in buttons:
        if made["action_id"] in spoken:
            made[_SPOKEN] = f"{spoken[made['action_id']]} of agreement {number}"
    return {"type": "actions", "elements": buttons}


def _answer_blocks(answer: Answer) -> Iterator[Block]:
    if answer.title:
        yield header(answer.title)
    for line in answer.lines:
        yield _section(mrkdwn(line))
    if answer.card:
        yield from _card_blocks(answer.card)
    for row in answer.rows:
        yield _row_block(row)
    for entries in _joined_up(_entry(entry) for entry in answer.entries):
        yield _section(entries)
    if answer.hints:
        yield from _contexts([_stacked(*answer.hints)])
    buttons = [
        button(action, label, value=value)
        for action, label, turn in (
            (PREVIOUS, "Previous", answer.previous),
            (NEXT, "Next", answer.next),
            (SHARE, "Share", None if answer.public else answer.share),
        )
        if turn and (value := turn_value(turn))
    ]
    buttons += [_choice(number, choice) for number, choice in enumerate(answer.choices)]
    if buttons:
        yield {"type": "actions", "elements": buttons}


def _choice(number: int, choice: Choice) -> Block:
    made = button(choice.action or f"{RUN}-{number}", choice.label, value=choice.words or "-")
    return {**made, "style": "primary"} if choice.primary else made


def _row_block(row: Row) -> Block:
    title = _span(Link(row.url, row.heading)) if row.url else escape(row.heading)
    block = _section(f"*{title}*\n{escape(row.facts)} · {_number(row.id)}")
    block["accessory"] = button(DETAILS, "Show", value=str(row.id))
    block["accessory"][_SPOKEN] = _cut(f"Show agreement {row.id}", _BUTTON)
    return block


def _entry(entry: Entry) -> str:
    return f"{mrkdwn(entry.name)}\n{mrkdwn(entry.about)}"


def _fact_field(fact: Fact) -> Block:
    label, value = escape(fact.label), ", ".join(fact.values)
    room = _FIELD - units(label) - 3
    return _mrkdwn(f"*{label}*\n{_cut_escaped(value, room)}")


def _list_text(fact: Fact) -> str:
    return "\n".join([f"*{escape(fact.label)}*", *(f"• {escape(value)}" for value in fact.values)])


def _stacked(*lines: Line) -> Line:
    """Lines as one, which Slack shows below each other and not side by side."""
    return tuple(span for line in lines for span in ("\n", *line))[1:]


def _number(number: int) -> str:
    return f"No. {number}"


def header(text: str) -> Block:
    """A header."""
    short = shorten(text, _HEADER, lambda t: units(escape_plain(t)))
    return {"type": "header", "text": plain(escape_plain(short))}


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(_cut_mrkdwn(text, _SECTION))}


def _contexts(lines: Iterable[Line]) -> list[Block]:
    texts = [_mrkdwn(_cut_mrkdwn(mrkdwn(line), _SECTION)) for line in lines]
    return [
        {"type": "context", "elements": texts[start : start + 10]}
        for start in range(0, len(texts), 10)
    ]


def button(action: str, label: str, *, value: str | None = None, url: str | None = None) -> Block:
    """A button."""
    made: Block = {"type": "button", "action_id": action, "text": plain(_cut(label, _BUTTON))}
    if value is not None:
        made["value"] = value
    if url is not None:
        made["url"] = url
    return made


def confirmation(title: str, text: str, yes: str) -> Block:
    """A question before a button acts."""
    return {
        "title": plain(title),
        "text": plain(text),
        "confirm": plain(yes),
        "deny": plain("Cancel"),
    }


def section(line: Line) -> Block:
    """A section with one line."""
    return _section(mrkdwn(line))


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str) -> Block:
    """A plain_text object of escaped text."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _cut(text: str, limit: int) -> str:
    return escape_plain(shorten(text, limit, lambda t: units(escape_plain(t))))


def _cut_escaped(text: str, limit: int) -> str:
    return escape(shorten(text, limit, lambda t: units(escape(t))))


_ATOM = re.compile(r"<[^>]*>|&(?:amp|lt|gt);|.", re.DOTALL)


def _cut_mrkdwn(text: str, limit: int) -> str:
    """Rendered mrkdwn within a limit, cut between lines or words, never inside `<…>` or `&…;`."""
    if units(text) <= limit:
        return text
    used, end = units(" " + ELLIPSIS), 0
    for match in _ATOM.finditer(text):
        used += units(match[0])
        if used > limit:
            break
        end = match.end()
    edge = max(text.rfind("\n", 0, end), text.rfind(" ", 0, end) if "<" not in text else -1)
    return text[: edge if edge > end // 2 else end].rstrip() + " " + ELLIPSIS


def limited(blocks: list[Block], most: int = _BLOCKS) -> list[Block]:
    """At most so many blocks; what is left out is counted."""
    if len(blocks) <= most:
        return blocks
    rest = len(blocks) - most + 1
    return [*blocks[: most - 1], *_contexts(((f"… and {rest} more",),))]


def _joined_up(parts: Iterable[str]) -> Iterator[str]:
    """Parts put together as far as a section holds them, so that a long list stays few blocks."""
    held: list[str] = []
    for part in parts:
        if held and units("\n".join([*held, part])) > _SECTION:
            yield "\n".join(held)
            held = []
        held.append(part)
    if held:
        yield "\n".join(held)


def _card_text(card: Card) -> Iterator[str]:
    yield escape(card.heading)
    for fact in (*card.facts, card.areas):
        if fact:
            yield f"{escape(fact.label)}: {escape('; '.join(fact.values))}"
    if card.quote:
        yield f"“{escape(card.quote)}”"
    yield from (mrkdwn(line) for line in card.published)
    yield from (mrkdwn(line) for line in card.notes)
    yield _number(card.id)


def _answer_text(answer: Answer) -> Iterator[str]:
    if answer.title:
        yield escape(answer.title)
    yield from (mrkdwn(line) for line in answer.lines)
    if answer.card:
        yield from _card_text(answer.card)
    for row in answer.rows:
        title = _span(Link(row.url, row.heading)) if row.url else escape(row.heading)
        yield f"{title} ({escape(row.facts)}, {_number(row.id)})"
    yield from (_entry(entry).replace("\n", ": ", 1) for entry in answer.entries)
    yield from (mrkdwn(line) for line in answer.hints)
    yield from (mrkdwn(line) for line in commands(answer.choices))


def _joined(lines: Iterable[str], limit: int) -> str:
    return _cut_mrkdwn("\n".join(lines), limit)

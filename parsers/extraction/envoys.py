"""Parties named by who signs for them: `and by the Rector of the University of Asmara, Jane Doe`.

A name that holds a word for an organisation, right behind somebody's title, in a sentence by which
something is concluded. Who only looks on stands for nobody, nor does who heads a part of an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.extraction.absent import is_absent
from parsers.extraction.body_cases import bends
from parsers.extraction.body_identity import is_named_as_ours
from parsers.extraction.body_names import TITLES, is_body
from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.mentions import MentionKind
from parsers.extraction.others import is_taken, runs
from parsers.extraction.terms import Hit

_CONCLUDES = ("signed", "agreed")
_SMALL = re.compile(r"[ \u00a0]?(?:[^\W\d_A-ZА-ЯІЇЄ][^\W\d_]{0,4}(?:['’]|[ \u00a0]|$)){0,3}")
_HEAD = re.compile(r"(?:\s[^\W\d_a-zа-яіїєґ][\w’'-]+){2}$")
_BEHIND_COMMA = re.compile(r",\s[^\W\d_a-z]")
_OF = 14  # characters between the name of a department and the office that it belongs to


def envoys(context: Context, sentence: Sentence) -> Iterator[Span]:
    """The bodies whose heads conclude something in a sentence."""
    hits, start, end = context.hits, sentence.start, sentence.end
    if not hits.any_of(_CONCLUDES, start, end) or not hits.any_under("instrument.", start, end):
        return
    titles = [h for key in TITLES for h in hits.of(key, start, end) if not is_body(context, h)]
    for begin, stop in runs(context, sentence) if titles else ():
        found = _headed(context, titles, Span(begin, stop))
        if found is None:
            continue
        title, name = found
        if _is_free(context, name) and not is_absent(context, sentence, title, name):
            yield name


def _headed(context: Context, titles: list[Hit], run: Span) -> tuple[Span, Span] | None:
    """The title of who heads the body that a run of capitalised words names, and its name."""
    body = context.hits.first("organisation", run.start, run.end)
    if body is None:
        return None
    title = _title_of(context, titles, run.start, body)
    if title is not None:
        return _span(title), _without_head(context, Span(_behind(context, title), run.end), body)
    behind = next((t for t in titles if t.start == body.end + 1 and t.start < run.end), None)
    if behind is None:
        return None
    joins = context.hits.of("person.and", run.start, body.start)
    start = joins[-1].end + 1 if joins else run.start
    return _span(behind), Span(start, body.end)


def _without_head(context: Context, name: Span, body: Hit) -> Span:
    """A name without that of who heads it, where no comma parts them: `… университета Иван Иванов`.

    So it is where names bear endings; elsewhere the last words are the body's own.
    """
    text = context.text
    head = _HEAD.search(text, body.end, name.end)
    if head is None or _BEHIND_COMMA.match(text, name.end):
        return name
    if context.hits.first("organisation", head.start(), head.end()) or not bends(context.language):
        return name
    return Span(name.start, head.start())


def _title_of(context: Context, titles: list[Hit], begin: int, body: Hit) -> Hit | None:
    """The title right before a name, or at its beginning: `Rektor der Universität Leipzig`."""
    last = max((t for t in titles if t.end <= body.start), key=lambda t: t.end, default=None)
    if last is None:
        return None
    start = _behind(context, last)
    opens = start == begin if last.end <= begin else last.start >= begin
    return last if opens and start <= body.start else None


def _behind(context: Context, title: Hit) -> int:
    """Where a name begins behind a title and the small words for `of the`."""
    gap = _SMALL.match(context.text, title.end)
    return gap.end() if gap else title.end


def _is_free(context: Context, name: Span) -> bool:
    """Whether a name is neither an office's nor that of a part of one."""
    if is_taken(context, name.start, name.end) or is_named_as_ours(context, name.start, name.end):
        return False
    behind = context.mentions_in(name.end, name.end + _OF)
    gap = context.text[name.end : behind[0].start] if behind else ""
    return not any(m.kind is MentionKind.OFFICE for m in behind[:1]) or ";" in gap


def _span(hit: Hit) -> Span:
    return Span(hit.start, hit.end)

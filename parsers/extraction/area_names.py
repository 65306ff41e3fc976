"""What an instrument's name says that it is about: `memorandum on X`, `Xに関する覚書`."""

from __future__ import annotations

import re
from functools import partial
from itertools import takewhile

from parsers.documents.document import BlockKind
from parsers.extraction.area_phrases import wording
from parsers.extraction.area_told import enumerated, led_up_to, says_more
from parsers.extraction.candidate import Candidate, Span
from parsers.extraction.mentions import MentionKind
from parsers.extraction.phrases import Phrase
from parsers.extraction.terms import Hit
from parsers.extraction.topics import names_subject

_WORDED = 14  # characters of two words that say something, unlike `that end`
_BEHIND = 60  # characters from an instrument to the cue behind it
_IN = 5  # characters before a city for the word for `in`
_WHO = frozenset({"person.title", "both"})
_QUOTES = " \t「『《“\"'"  # that may open an instrument's name
_OPENS = re.compile("[「『《“]")
_NAME = 30  # characters of what stands between them and the instrument
# What a script with spaces writes onto a name: `Bakü'de`.
_EAST = re.compile(r"[\u30a1-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PARTICLE = re.compile(r"['’]?[^\W\d_\u3040-\u30ff\u3400-\u9fff]*\s")


def named_areas(candidate: Candidate) -> tuple[Phrase, ...]:
    """What the instrument's name says, in a sentence that states the agreement or in the title."""
    context = candidate.context
    keys = context.hits.keys("instrument.")
    titles = (Span(b.start, b.end) for b in context.document.blocks if b.kind is BlockKind.TITLE)
    own = titles if candidate.alone else ()
    for span in (candidate.anchor, *candidate.statements, *own):
        for key in keys:
            for hit in context.hits.of(key, span.start, span.end):
                if named := _behind(candidate, hit, span.end) or _before(candidate, hit):
                    return named
    return ()


def _before(candidate: Candidate, instrument: Hit) -> tuple[Phrase, ...]:
    """What stands before the `に関する` of `Xに関する覚書`, or between `关于` and `谅解备忘录`."""
    context = candidate.context
    sentence = context.sentence_at(instrument.start)
    if sentence is None:
        return ()
    linking = context.vocabulary.words("facts.area_named", context.language or "en")
    if not linking:
        return ()
    end = _without(candidate, sentence.start, instrument.start)
    told = context.text[sentence.start : end]
    cue = next((word for word in linking if told.endswith(word)), "")
    if not cue and end == instrument.start:
        return _joined(candidate, sentence.start, instrument.start)
    end -= len(cue)
    parts = led_up_to(candidate, _behind_frame(candidate, sentence.start, end), end)
    named = tuple(takewhile(partial(_is_subject, candidate), reversed(parts)))[::-1]
    return tuple(part for part in named if says_more(candidate, part))


def _joined(candidate: Candidate, start: int, end: int) -> tuple[Phrase, ...]:
    """What stands right before an instrument that was signed or is named in quotes, in a script
    without spaces: `签署商标审查合作谅解备忘录`, `《专利审查高速路合作谅解备忘录》`.
    """
    context = candidate.context
    if not _EAST.match(context.text, end - 1):
        return ()
    begin = max(start, end - _NAME)
    opened = [m.end() for m in _OPENS.finditer(context.text, begin, end)]
    opened += [hit.end for key in ("signed", "area_of") for hit in context.hits.of(key, begin, end)]
    framed = _behind_frame(candidate, start, end)  # 싱가포르 특허청과 심사협력 양해각서
    if framed > begin:
        partner = context.hits.of("with_behind", framed, end)
        opened.append(partner[-1].end if partner else framed)
    if not opened or context.mentions_in(max(opened), end):
        return ()
    phrase = wording(candidate).core(context.text[max(opened) : end], max(opened))
    told = phrase is not None and _is_subject(candidate, phrase) and says_more(candidate, phrase)
    return (phrase,) if told and phrase is not None else ()


def _is_subject(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part names a subject, and nobody with whom something was signed."""
    context = candidate.context
    named = any(m.kind is MentionKind.OFFICE for m in context.mentions_in(part.start, part.end))
    if named or context.hits.any_of(_WHO, part.start, part.end):
        return False
    return names_subject(candidate, part.start, part.end)


def _without(candidate: Candidate, start: int, end: int) -> int:
    """Where a stretch ends before quotes and `签署`, as of `就专利审查签署备忘录`."""
    context = candidate.context
    end = start + len(context.text[start:end].rstrip(_QUOTES))
    signed = next(
        (h for h in context.hits.of("signed", max(start, end - 4), end) if h.end == end), None
    )
    return end if signed is None else signed.start


def _behind_frame(candidate: Candidate, start: int, end: int) -> int:
    """Where a clause goes on behind who, when and where, with the particles written onto them."""
    context = candidate.context
    ends = [date.end for date in context.dates_in(start, end)]
    ends += [mention.end for mention in context.mentions_in(start, end)]
    ends += [at + len(name) for at, name in context.cities.items() if start <= at < end]
    # 欧州 of 欧州特許 is no name by itself, nor バリ of バリデーション a city.
    own = (stop for stop in ends if stop < end and not _EAST.match(context.text, stop))
    begin = max(own, default=start)
    if particle := _PARTICLE.match(context.text, begin, end):
        return particle.end()
    with_them = context.hits.first("with_behind", begin, begin + 1)
    return begin if with_them is None else with_them.end


def _behind(candidate: Candidate, instrument: Hit, end: int) -> tuple[Phrase, ...]:
    """What stands behind the `on` of `memorandum on`."""
    stop = min(instrument.end + _BEHIND, end)
    for cue in candidate.context.hits.of("area_of", instrument.end, stop):
        if named := _told(candidate, Span(instrument.end, cue.start), cue, end):
            return named
    return ()


def _told(candidate: Candidate, between: Span, cue: Hit, end: int) -> tuple[Phrase, ...]:
    """What stands behind such a word, as far as it is what was agreed on."""
    context = candidate.context
    if not _names(candidate, between):
        return ()
    if any(m.end > cue.end for m in context.mentions_in(between.start, cue.end)):
        return ()  # the `for` of an office's name
    told = context.text[cue.end : end]
    verb = wording(candidate).verb(told)  # `on wool patents, was signed`
    told = told[: verb.start()] if verb else told
    if dates := context.dates_in(cue.end, cue.end + len(told)):
        told = wording(candidate).without_last(told[: dates[0].start - cue.end])
    told = told[: _place(candidate, cue.end, cue.end + len(told)) - cue.end]
    phrase = wording(candidate).core(told, cue.end)
    if phrase is None or not says_more(candidate, phrase):
        return ()
    for key in ("paper", "occasion_of"):
        if context.hits.first(key, phrase.start, phrase.start + 1) is not None:
            return ()  # `they put their names to the text in Lima`, `on the sidelines of the Expo`
    if parts := enumerated(candidate, told, cue.end):
        return parts
    worded = phrase.words > 2 or len(phrase.text) >= _WORDED
    return (phrase,) if worded or names_subject(candidate, phrase.start, phrase.end) else ()


def _place(candidate: Candidate, start: int, end: int) -> int:
    """Where a stretch comes to `in Jakarta`, else its end."""
    context = candidate.context
    for at in context.cities:
        if start < at < end:
            before = context.hits.of("in", max(start, at - _IN), at)
            if before and not context.text[before[-1].end : at].strip():
                return before[-1].start
    return end


def _names(candidate: Candidate, between: Span) -> bool:
    """Whether a name goes on from `memorandum` to `on`: no other sentence, no stranger's name."""
    context = candidate.context
    told = context.text[between.start : between.end]
    if set(told) & set(":;") or wording(candidate).verb(told) is not None:
        return False
    beside = context.hits.first("beside", between.start, between.end)
    return beside is None or bool(context.mentions_in(beside.end, between.end))

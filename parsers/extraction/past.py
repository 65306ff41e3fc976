"""What tells a release's own news from what stood before it: agreements of earlier years."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from parsers.extraction.candidate import Context, Sentence, Zone
from parsers.extraction.dates import DateMention
from parsers.extraction.terms import Hit

VERBS = ("signed", "adopted", "launched", "extended", "agreed", "collaborates")
"""The lists of verbs by which an agreement comes about."""

FIRM = frozenset({"signed", "adopted", "launched", "extended"})
"""Those of them that leave no doubt that it has."""

_ELSE = (*VERBS, "met", "held", "hosts")
"""What a day behind the word for signing belongs to if one of these stands before it."""

STALE = timedelta(days=100)
"""A signing that lies further back is no news of this release."""

NEAR = 45  # characters within which a cue belongs to a word
_CLAUSE = 90  # characters from an instrument to the verb: who signed it stands between
_THESE_WEEKS = timedelta(days=14)  # what was signed before is old where something is done under it
_SINCE = 4  # characters between `since` and a date
_BESIDE = 16  # characters between a word for alike and the instrument
_OF_YEAR = 6  # characters between an instrument and its year
_DAY = 6  # characters between a word of old and the day that it belongs to
_AGO = 14  # characters between `ago` and `years`
_ATTRIBUTE = 2  # characters from such a cue to a participle that belongs to the instrument
_BEFORE = 8  # characters between the word for signing and the instrument behind it
_QUOTES = (("《", "》"), ("『", "』"), ("«", "»"))


def is_told_of_the_past(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence says itself that it tells of an earlier agreement."""
    hits = context.hits
    earlier = tuple(
        hit
        for hit in hits.of("earlier", sentence.start, sentence.end)
        if not _is_in_name(context, sentence, hit) and not is_of_day(context, hit)
    )
    if earlier and not _is_signed_now(context, sentence, earlier):
        return True
    # `five years ago`, `vor fünf Jahren`, `hace dos años`
    if any(
        hits.first("years", ago.start - _AGO, ago.end + _AGO)
        for ago in hits.of("ago", sentence.start, sentence.end)
    ):
        return True
    return _has_stood(context, sentence) or _is_of_like_ones(context, sentence)


def is_of_day(context: Context, cue: Hit) -> bool:
    """Whether a word of old stands right before a day, which tells itself how long ago it was:
    `no passado dia 24 de janeiro`, in Portuguese.
    """
    days = context.dates_in(cue.start, cue.end + _DAY)
    return any(day.date.day and "," not in context.text[cue.end : day.start] for day in days)


def _is_in_name(context: Context, sentence: Sentence, cue: Hit) -> bool:
    """Whether a word is part of what an instrument is called: `《2018至2019上半年合作计划》`."""
    for opening, closing in _QUOTES:
        start = context.text.rfind(opening, sentence.start, cue.start)
        end = context.text.find(closing, cue.end, sentence.end)
        if start < 0 or end < 0 or closing in context.text[start : cue.start]:
            continue
        if context.hits.any_under("instrument.", start, end):
            return True
    return False


def _is_of_like_ones(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence speaks of others of the kind: `similar agreements link it to …`.

    A fresh day in its paragraph makes it news: `On 3 May a similar memorandum was signed with …`.
    """
    like = context.hits.of("alike", sentence.start, sentence.end)
    if not any(
        context.hits.any_under("instrument.", hit.start - _BESIDE, hit.end + _BESIDE)
        for hit in like
    ):
        return False
    block = context.document.blocks[sentence.block]
    paragraph = context.sentences_in(block.start, sentence.end)
    return not any(fresh_date(context, s) for s in paragraph)


def _is_signed_now(context: Context, sentence: Sentence, earlier: Sequence[Hit]) -> bool:
    """Whether something is concluded on a fresh day, or renewed, and only what it rests on is of
    old.

    `On 3 May they signed a work plan under the agreement concluded last year.`
    """
    hits = (context.hits.of(key, sentence.start, sentence.end) for key in sorted(FIRM))
    verbs = [verb for found in hits for verb in found]
    of_old = {min(verbs, key=lambda verb: distance(verb, cue)) for cue in earlier if verbs}
    if _renews(context, sentence, of_old):
        return True
    days = [d for d in context.dates_in(sentence.start, sentence.end) if is_fresh(context, d)]
    if not days:
        return False
    if all(cue.start <= verb.start < cue.end for cue in earlier for verb in verbs):
        # `Before the day was over it had been signed by five states`: no word of old but the tense
        return any(context.on - day.date.last <= _THESE_WEEKS and day.date.day for day in days)
    if len(of_old) < len(verbs):
        return True  # another verb is left for the day
    return any(
        min(distance(verb, day) for day in days) < min(distance(verb, cue) for cue in earlier)
        for verb in verbs
    )


def _renews(context: Context, sentence: Sentence, of_old: Collection[Hit]) -> bool:
    """Whether a sentence renews what was signed of old:
    2009年に締結した覚書を更新しました, `renewed the memorandum that had been signed in 2015`.
    """
    signed = any(verb.key == "signed" for verb in of_old)
    renewing = context.hits.of("extended", sentence.start, sentence.end)
    return signed and any(verb not in of_old for verb in renewing)


def distance(one: Hit | DateMention, other: Hit | DateMention) -> int:
    """How many characters stand between two places in a text."""
    return max(one.start - other.end, other.start - one.end, 0)


def is_year_of_renewed(
    context: Context, sentence: Sentence, named: Sequence[Hit], mention: DateMention
) -> bool:
    """Whether a year is only that of the instrument renewed: `prorroga el memorando de 2014`."""
    beside = any(0 < mention.start - instrument.end <= _OF_YEAR for instrument in named)
    if mention.date.month or not beside:
        return False
    return context.hits.any_of(("extended",), sentence.start, mention.start)


def _has_stood(context: Context, sentence: Sentence) -> bool:
    """Whether what a sentence tells has been so for long: `linked by a memorandum since 2009`."""
    start, end = sentence.start, sentence.end
    since = context.hits.of("since_then", start, end)
    if not since or context.hits.any_of(FIRM, start, end):
        return False
    old = [d for d in context.dates_in(start, end) if d.date.last < context.on - STALE]
    # Before the date, or right behind it: 2009年から, 2009년부터.
    return any(
        0 <= d.start - hit.end <= _SINCE or -1 <= hit.start - d.end <= 1
        for hit in since
        for d in old
    )


def is_passing(context: Context, sentence: Sentence, named: Hit) -> bool:
    """Whether an instrument is named as one that stands already: `under the MoU of 2015`."""
    hits, text = context.hits, context.text
    begin = max(sentence.start, named.start - NEAR)
    for key in ("under", "existing"):
        for hit in hits.of(key, begin, named.start):
            between = text[hit.end : named.start]
            if _is_signature_under(context, hit):
                continue
            # Right behind it is an attribute: `implementation of the signed agreement`.
            fresh = any(is_fresh(context, d) for d in context.dates_in(hit.end, named.start))
            skipped = 0 if fresh else _ATTRIBUTE
            verb = hits.any_of(VERBS[:4], hit.end + skipped, named.start)
            verb = verb or _is_signing_of(context, hit, named.start)
            if len(between.split()) <= 4 and not verb and not set(between) & set(",;."):
                return not _is_signed_behind(context, sentence, named)
    # Languages that put the word behind: accords précédents, 覚書に基づき, اتفاقية قائمة.
    behind = hits.first("existing_behind", named.end, min(sentence.end, named.end + 4))
    if behind is not None and text[named.end : behind.start] == " ":
        return True
    for key in ("under", "existing"):
        after = hits.first(key, named.end, min(sentence.end, named.end + 4))
        if after is not None and text[named.end - 1] >= "\u0590":
            return not _is_signed_before(context, sentence, named)
    return False


def _is_signing_of(context: Context, cue: Hit, end: int) -> bool:
    """Whether the instrument is the object of a verb behind a cue: `following the signing of a`."""
    verbs = (v for key in VERBS[:4] for v in context.hits.of(key, cue.start, end))
    return any(
        verb.end > cue.end and context.hits.any_of(("indefinite", "articles"), verb.end, end)
        for verb in verbs
    )


def _is_signed_behind(context: Context, sentence: Sentence, named: Hit) -> bool:
    """Whether what something is done under was signed just now: `under a memorandum that it
    signed with the university today`.

    Not if the day is that of something else: `under the memorandum signed by both, they met today`.
    """
    signed = context.hits.first("signed", named.end, min(sentence.end, named.end + _CLAUSE))
    if signed is None:
        return False
    for day in context.dates_in(signed.end, sentence.end):
        between = context.text[signed.end : day.start]
        if set(between) & set(",;:，；、") or context.hits.any_of(_ELSE, signed.end, day.start):
            return False
        return is_fresh(context, day) and context.on - day.date.last <= _THESE_WEEKS
    return False


def _is_signed_before(context: Context, sentence: Sentence, named: Hit) -> bool:
    """The same where day and verb stand before the instrument: 本日締結された協定に基づき."""
    signed = context.hits.of("signed", max(sentence.start, named.start - _BEFORE), named.start)
    days = context.dates_in(max(sentence.start, named.start - NEAR), named.start)
    return any(
        day.end <= signed[-1].start
        and is_fresh(context, day)
        and not set(context.text[day.end : signed[-1].start]) & set(",;:，；、،")
        for day in days[-1:]
        if signed
    )


def _is_signature_under(context: Context, under: Hit) -> bool:
    """`their signature under the agreement`, `Unterschrift unter das Abkommen`: signing it."""
    before = context.hits.of("signed", max(0, under.start - NEAR), under.start)
    return any(not context.text[hit.end : under.start].strip() for hit in before)


def fresh_date(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence gives a day of the weeks before the release, or says `today`."""
    dates = context.dates_in(sentence.start, sentence.end)
    return any(is_fresh(context, mention) for mention in dates)


def is_fresh(context: Context, mention: DateMention) -> bool:
    """Whether a date is a day or month of the weeks before the release, or told as `today`."""
    if mention.relative and mention.date.day:
        return True
    if not (context.published and mention.date.month):
        return False
    gap = context.published.last - mention.date.first
    return timedelta(days=-3) <= gap <= timedelta(days=100)


def makes_treaty(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence of the lead has a conference of states conclude a treaty these weeks."""
    return (
        context.zones[sentence.block] is Zone.LEAD
        and context.hits.first("treaty_making", sentence.start, sentence.end) is not None
        and context.hits.any_of(("signed", "adopted"), sentence.start, sentence.end)
        and fresh_date(context, sentence)
    )

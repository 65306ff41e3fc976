"""The day on which it was signed, adopted or issued; of a meeting over several days the last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from accord.dates import PartialDate
from parsers.documents.document import BlockKind
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Stated, Zone
from parsers.extraction.dates import DateMention
from parsers.extraction.own_text import TELLING, is_own_text, is_signing, names_only
from parsers.extraction.past import STALE, is_of_day

# Words between which and a date the date is no day of concluding.
_NOT_CONCLUDING = ("in_force", "ends", "next", "earlier", "existing", "lasting")
_LAUNCHED = ("instrument.patent_prosecution_highway", "instrument.pilot_programme")
_TERMS = ("in_force", "ends")
_WEEKS = timedelta(days=45)
_HELD = ("signed", "adopted", "met")
_BEHIND = 24  # characters behind a date
_TOLD = 4  # characters between a day and the verb of telling
_DATELINE, _AGO = 45, timedelta(days=7)  # characters of a dateline; how late a release may follow
_POSTED = timedelta(days=3)  # from a dateline's day to that on which a site puts the release up
_BRACKETS = frozenset("([（【［〔<")
_NEAR_DAYS = ("dates.today", "dates.yesterday", "dates.two_days_ago")
_AHEAD = timedelta(days=4)  # releases written before the day
_DATELINE_ENDS = re.compile(r"(?:\s?[(（][^()（）\n]{1,30})?[.,)）]{0,2}\s?(?:[–—-]|[)）:：】])")


def concluded(candidate: Candidate) -> Stated[PartialDate] | None:
    """The date that the candidate's statements give, else its meeting's, else its dateline's.

    A day goes before a month or a year, unless the sentence of the signing gives no day itself.
    """
    context = candidate.context
    best: DateMention | None = None
    opening: DateMention | None = None
    itself = _is_text_itself(candidate)
    for mention in _in_order(candidate):
        if context.published is not None and _is_ahead(context, mention):
            continue
        if _is_other(context, mention) or (_is_dateline(context, mention) and not itself):
            continue
        if _is_stale(candidate, mention):
            continue
        if mention.date.month is None and not _is_year_of_signing(context, mention):
            continue
        if not itself and _opens_block(context, mention):
            opening = opening or mention  # the day of the release, if nothing tells another
            continue
        if best is None or _better(best, mention):
            best = mention
        if best.date.day is not None or (best.date.month and _signs(context, best)):
            break
    if opening is not None and (best is None or best.date.day is None):
        best = opening
    if best is None:
        return None
    best = _as_of_dateline(context, best)
    day = _of_several(candidate, best)
    return Stated(day, (context.evidence("concluded", day, best.start, best.end),))


def _as_of_dateline(context: Context, mention: DateMention) -> DateMention:
    """`Kyoto, 25 May. The offices met today`: told from the dateline's day, if it is a little
    earlier than the release's.
    """
    published, language = context.published, context.language or "en"
    sentence = context.sentence_at(mention.start)
    words = (w for key in _NEAR_DAYS for w in context.vocabulary.words(key, language, "en"))
    if published is None or sentence is None or mention.text.casefold() not in set(words):
        return mention
    block = context.document.blocks[sentence.block]
    for earlier in context.dates_in(block.start, min(mention.start, block.start + _DATELINE)):
        ago = published.last - earlier.date.last
        if earlier.date.day and timedelta() < ago <= _AGO:
            return replace(mention, date=PartialDate.of(mention.date.last - ago))
    return mention


def _is_text_itself(candidate: Candidate) -> bool:
    """Whether the document is the agreement's own text: its dateline is the day of signing then."""
    context = candidate.context
    titles = [s for s in candidate.sentences if context.zones[s.block] is Zone.TITLE]
    return is_own_text(context) or any(
        s.start in candidate.statement_starts and names_only(context, s) for s in titles
    )


def _of_several(candidate: Candidate, mention: DateMention) -> PartialDate:
    """A date; only its month where several agreements were signed during days that the release
    gives for all of them."""
    day = mention.date
    sentence = candidate.context.sentence_at(mention.start)
    own = candidate.alone or candidate.holds(mention.start) or sentence is None
    if (
        own
        or mention.first is None
        or (mention.first.year, mention.first.month)
        != (
            day.year,
            day.month,
        )
    ):
        return day
    return PartialDate(day.year, day.month)


def _better(old: DateMention, new: DateMention) -> bool:
    if old.date.day is not None or new.date.month is None:
        return False
    if new.date.day is not None:
        return True
    return old.date.month is None


def _signs(context: Context, mention: DateMention) -> bool:
    """Whether a date stands in a sentence of signing or adopting."""
    sentence = context.sentence_at(mention.start)
    return sentence is not None and context.hits.any_of(
        ("signed", "adopted"), sentence.start, sentence.end
    )


def _in_order(candidate: Candidate) -> Iterator[DateMention]:
    context = candidate.context
    if _is_text_itself(candidate):
        # From the last: the formula closes the text, recitals open it.
        signings = (s for s in reversed(candidate.sentences) if is_signing(context, s))
        yield from _dates(context, signings)
    told = [s for s in context.sentences if s.start in candidate.statement_starts]
    # What opens today was signed before, where the text gives the day of that.
    told.sort(key=lambda s: not _tells_of_signing(context, s))
    yield from _dates(context, told)
    parts = (s for s in candidate.sentences if s.start in candidate.statement_starts)
    yield from _dates(context, parts)  # of a sentence that tells of others too
    for span in candidate.spans:  # `(Viet Nam, 2 December) …`: of the label before its part
        first = context.sentence_at(span.start)
        if first is not None:
            yield from context.dates_in(context.document.blocks[first.block].start, span.start)
    if candidate.opening is not None:
        yield from _dates(context, context.sentences_of(candidate.opening))
    blocks = {s.block for s in told if context.zones[s.block] is not Zone.TITLE}
    yield from _dates(context, _datelines(context, blocks))
    yield from _dates(
        context, _telling(context, (s for s in context.sentences if s.block in blocks))
    )
    own = [s for s in candidate.sentences if context.zones[s.block] is not Zone.BACKGROUND]
    yield from _dates(context, _telling(context, own))
    if not candidate.alone:
        mine = {s.start for s in own}
        shared = (s for s in candidate.widened().sentences if s.start not in mine)
        yield from _dates(context, _telling(context, shared))
        lead = _dates(context, _past_lead(candidate.widened()))
        yield from (mention for mention in lead if mention.first is not None)
        return
    yield from _dates(context, _past_lead(candidate))
    itself = _is_text_itself(candidate)
    for sentence in own:  # a dateline, a row of a table, the line of a signature
        short = len(sentence.text) <= 90
        block = context.document.blocks[sentence.block]
        undated = context.published is None
        if (itself or undated) and block.kind is BlockKind.BYLINE:
            yield from _dates(context, [sentence])
        if (
            short
            and block.kind is not BlockKind.BYLINE
            and context.zones[sentence.block] is not Zone.TITLE
        ):
            yield from _dates(context, [sentence])


def _tells_of_signing(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence gives the day on which something was signed."""
    if context.zones[sentence.block] is Zone.TITLE:
        return False
    signed = context.hits.first("signed", sentence.start, sentence.end)
    days = context.dates_in(sentence.start, sentence.end)
    if signed is None:
        return False
    opens = context.hits.first("launched", sentence.start, sentence.end) is not None
    # `yesterday, 30 June`: a day with its number; by `today` something may open.
    return any(d.date.day and (not opens or any(c.isdigit() for c in d.text)) for d in days)


def _past_lead(candidate: Candidate) -> Iterator[Sentence]:
    """Sentences of the lead with a day of the weeks before: what the release tells of first."""
    context = candidate.context
    for sentence in candidate.sentences:
        days = [m.date for m in context.dates_in(sentence.start, sentence.end) if m.date.day]
        near = any(timedelta() <= context.on - day.last <= _WEEKS for day in days)
        if context.zones[sentence.block] is Zone.LEAD and near:
            yield sentence


def _datelines(context: Context, blocks: Iterable[int]) -> Iterator[Sentence]:
    """What opens a paragraph with place and day alone: `Beijing, 22 May.`"""
    for number in sorted(blocks):
        block = context.document.blocks[number]
        for sentence in context.sentences_in(block.start, block.end)[:1]:
            if len(sentence.text) <= _DATELINE and sentence.end < block.end:
                yield sentence


def _telling(context: Context, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    for sentence in sentences:
        if context.hits.any_of(TELLING, sentence.start, sentence.end):
            yield sentence


def _dates(context: Context, sentences: Iterable[Sentence]) -> Iterator[DateMention]:
    for sentence in sentences:
        yield from context.dates_in(sentence.start, sentence.end)


def _is_dateline(context: Context, mention: DateMention) -> bool:
    """Whether a date is the one that the release shows as its own, or a line of that date alone."""
    sentence = context.sentence_at(mention.start)
    if mention.date == context.published and sentence is not None and not mention.relative:
        rest = (
            context.text[sentence.start : mention.start] + context.text[mention.end : sentence.end]
        )
        if not any(char.isalpha() for char in rest):
            return True
    shown = context.document.published_evidence
    if shown is None or shown.start is None or mention.relative:
        return False
    return Span(shown.start, shown.start + len(shown.quote)).holds(mention.start)


def _launches(context: Context, sentence: Sentence | None) -> bool:
    """Whether a sentence tells that a highway or a pilot begins."""
    return sentence is not None and context.hits.any_of(_LAUNCHED, sentence.start, sentence.end)


def _tells_of_start(candidate: Candidate) -> bool:
    """Whether the news is that an agreement takes effect."""
    context = candidate.context
    return any(
        context.hits.first("in_force", block.start, block.end) is not None
        for number, block in enumerate(context.document.blocks)
        if context.zones[number] is Zone.TITLE
    )


def _opens_block(context: Context, mention: DateMention) -> bool:
    """Whether it is the day of the release in a paragraph's dateline: `Quito, 3 May. – The`,
    `MANILA, Tuesday – The`; sites may put it up some days later.
    """
    sentence = context.sentence_at(mention.start)
    told = any(char.isdigit() for char in mention.text) or mention.text[:1].isupper()
    if not told or sentence is None or context.published is None or mention.date.day is None:
        return False
    if not timedelta() <= context.published.last - mention.date.last <= _POSTED:
        return False
    start = context.document.blocks[sentence.block].start
    if mention.date != context.published and context.text[start] in _BRACKETS:
        return False  # (Peru, 3 May): the label of what was agreed with it
    if mention.start - start > _DATELINE or len(context.text[start : mention.start].split()) > 5:
        return False
    return _DATELINE_ENDS.match(context.text, mention.end) is not None


def _is_stale(candidate: Candidate, mention: DateMention) -> bool:
    """Whether a day outside of the statements lies long before the release."""
    context = candidate.context
    sentence = context.sentence_at(mention.start)
    if sentence is not None and sentence.start in candidate.statement_starts:
        return False
    if sentence is not None and is_own_text(context) and is_signing(context, sentence):
        return False  # the latest day of the text may be that of its end
    if _tells_of_start(candidate) and sentence is not None:
        # What takes effect today was signed long ago.
        return not context.hits.any_of(_HELD[:2], sentence.start, sentence.end)
    return mention.date.last < context.on - STALE


def _is_ahead(context: Context, mention: DateMention) -> bool:
    """Whether it lies behind the release: the day of a start, if nothing is signed on it."""
    if mention.date.first <= context.on:
        return False
    sentence = context.sentence_at(mention.start)
    told = sentence is not None and context.hits.any_of(_HELD, sentence.start, sentence.end)
    return mention.date.first > context.on + _AHEAD or not told


def _is_year_of_signing(context: Context, mention: DateMention) -> bool:
    """Whether a year stands alone behind `in`: a plan for 2024 was not signed in that year."""
    before = context.hits.of("in", max(0, mention.start - 12), mention.start)
    ends = any(not context.text[hit.end : mention.start].strip() for hit in before)
    alone = context.text[mention.end : mention.end + 1] not in {"-", "–", "/"}
    return alone and ends and _signs(context, mention)


def _is_other(context: Context, mention: DateMention) -> bool:
    """Whether it is the day of something else, as the words before it say."""
    begin = max(0, mention.start - 24)
    sentence = context.sentence_at(mention.start)
    if sentence is not None:
        begin = max(begin, sentence.start)
    if mention.relative and mention.date == context.published and _launches(context, sentence):
        return False  # `From today applicants can use the highway`
    if sentence is not None and _is_of_telling(context, mention, sentence):
        return True
    behind = context.hits.first("in_force", mention.end, mention.end + _BEHIND)
    if behind is not None and sentence is not None and behind.start < sentence.end:
        return True  # `1 July, the day of entry into force`
    for key in _NOT_CONCLUDING if mention.first is None else ("next", "earlier", "existing"):
        for hit in context.hits.of(key, begin, mention.start):
            if context.hits.first("city", hit.end, mention.start):
                continue  # `under the Assemblies in Geneva on 3 October`: where it was signed
            if key == "earlier" and mention.date.day and is_of_day(context, hit):
                continue
            between = context.text[hit.end : mention.start].rstrip()
            if key in _TERMS and len(between.split()) <= 2:
                between = between.removesuffix(",")  # `takes effect today, 1 July`
            if len(between.split()) <= 3 and not set(between) & set(",;()"):
                return True
    return False


def _is_of_telling(context: Context, mention: DateMention, sentence: Sentence) -> bool:
    """Whether it is the day on which was told what another day saw: 5日表示,於3日簽署.

    Where the verb comes last, the first day is its: 5日、3日に署名したと発表した.
    """
    days = [d for d in context.dates_in(sentence.start, sentence.end) if d.date.day]
    told = context.hits.of("told", sentence.start, sentence.end)
    if len(days) < 2 or not told:
        return False
    same = [d for d in days if d.date == mention.date]  # 今日（六月五日）表示
    if len(same) < len(days) and any(0 <= hit.start - d.end <= _TOLD for hit in told for d in same):
        return True
    first = mention == days[0] and context.text.startswith("、", mention.end)
    return first and sentence.end - told[-1].end <= _TOLD

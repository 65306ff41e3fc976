"""Who signs, chairs or represents, and for which office.

A title (`Commissioner`, `处长`, `อธิบดี`) leads to the name beside it and to the office around it.
Who only looked on, who was spoken for and who belongs to an earlier agreement is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from accord.agreement import Instrument, Person
from parsers.documents.document import BlockKind
from parsers.extraction.absent import is_absent
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Stated, Zone
from parsers.extraction.declension import are_cases, first_case, nominative
from parsers.extraction.delegates import delegates, told_in_turn
from parsers.extraction.frameworks import ORGANISATIONS
from parsers.extraction.mentions import Mention
from parsers.extraction.names import fold, unspaced
from parsers.extraction.names_beside import BEFORE, is_free, name_beside, names_of
from parsers.extraction.person_names import PersonNames
from parsers.extraction.person_offices import (
    BEHIND,
    Told,
    heads_of,
    office_of,
    offices_in,
    opens_bracket,
)
from parsers.extraction.person_titles import titles
from parsers.extraction.signatures import signatories

_THERE = (
    "signed",
    "adopted",
    "met",
    "presidency",
    "observer",
    "participants",
    "attended",
    "hosts",
    "hosted_by",
    "agreed",
)
_AGREEING = (
    "signed", "adopted", "agreed", "presidency", "hosted_by", "hosts", "person.represented",
)  # fmt: skip
_PAIR = 2
_JOINED = 30  # characters between two names, with a title and `and`
_SIDE = 16  # characters of `for the` and `side` before the name of an office or country
_WITH = 70  # characters of a title and an office between `with` and a name
_CLAUSE = re.compile(r",?[^,،;؛:()（）\n]{1,90}")


@dataclass(frozen=True, slots=True)
class _Found:
    """A name beside a title, with the office that it goes with and how surely.

    `heads` are the offices that know the title, and whether it is their head's own; `unsure` is
    one without an office of whom only the verb says that it may be a party's.
    """

    span: Span
    name: str
    office: str | None
    told: Told = Told.SAID
    heads: Mapping[str, bool] = field(default_factory=dict)
    unsure: bool = False


def people(candidate: Candidate) -> Stated[tuple[Person, ...]] | None:
    """Those named as signing, chairing or representing, in the order of the text."""
    context = candidate.context
    concerned = {*candidate.parties, *candidate.observers}
    if candidate.instruments[0] is Instrument.TREATY:
        # Who presides over the conference, and the head of the organisation in which states meet.
        organised = {code for code, forum in ORGANISATIONS.items() if forum == candidate.framework}
        concerned |= organised | ({candidate.host} if candidate.host else set())
    kept: list[_Found] = []
    # Where a release tells of several agreements, it names its own head once for all of them.
    told = candidate.sentences if candidate.alone else context.sentences
    for sentence in told:
        if context.zones[sentence.block] is not Zone.BACKGROUND:
            _gather(candidate, sentence, concerned, kept)
    if not kept:
        # A release may open with a section of background that says who came.
        body = [s.start for s in told if context.zones[s.block] in (Zone.LEAD, Zone.BODY)]
        for sentence in told:
            if body and sentence.start < body[-1] and _are_there(context, sentence):
                _gather(candidate, sentence, concerned, kept)
    _add_signatories(candidate, concerned, kept)
    if not kept:
        return None
    _complete(candidate, kept)
    kept = [found for found in kept if found.office or not found.unsure]
    if not kept:
        return None
    return Stated(
        tuple(Person(f.name, f.office) for f in kept),
        tuple(context.evidence("people", f.name, f.span.start, f.span.end) for f in kept),
    )


def _gather(
    candidate: Candidate, sentence: Sentence, concerned: set[str], kept: list[_Found]
) -> None:
    """Add those whom a sentence names for one of the offices concerned."""
    named = list(_named(candidate, sentence))
    said = {found.office for found in named if found.told is Told.SAID and found.office}
    own = candidate.alone or candidate.widened().holds(sentence.start)
    there = frozenset() if own else candidate.context.codes_in(sentence.start, sentence.end)
    for each in named:
        found = each
        if not own and (each.office not in there or each.told in (Told.GUESSED, Told.ELSEWHERE)):
            continue  # told of another agreement: somebody of whichever office is that one's
        if each.told is Told.GUESSED and (other := _partner(candidate, each.span)):
            found = replace(each, office=other)
        elif each.told in (Told.GUESSED, Told.ELSEWHERE):
            found = _across(candidate, each, kept, said)
            named_all = {*candidate.parties} <= said | {k.office for k in kept}
            if each.told is Told.ELSEWHERE and candidate.other_parties and named_all:
                found = replace(found, office=None)
        elif each.told is Told.LIKELY and each.office in said:
            found = _of_the_other(candidate, each, kept, said) or each
        if found.office in concerned or (found.office is None and _signs(candidate, sentence)):
            _add(kept, found)
        elif found.office is None and candidate.context.hits.any_of(
            ("signed",), sentence.start, sentence.end
        ):
            _add(kept, replace(found, unsure=True))


def _partner(candidate: Candidate, span: Span) -> str | None:
    """The other party, where the publisher signed with somebody: `signed with Director Doe`."""
    context, parties = candidate.context, candidate.parties
    if len(parties) != 2 or context.publisher not in parties or candidate.other_parties:
        return None
    behind = context.hits.first("with_behind", span.end, span.end + 2)
    before = context.hits.of("with", max(0, span.start - _WITH), span.start)
    apart = before and _CLAUSE.fullmatch(context.text, before[-1].end, span.start) is None
    if behind is None and (not before or apart):
        return None
    return next(code for code in parties if code != context.publisher)


def _add_signatories(candidate: Candidate, concerned: set[str], kept: list[_Found]) -> None:
    """Add those who signed below; of a body that is no office only where one is a party."""
    text = candidate.context.text
    signed = [
        _Found(span, " ".join(text[span.start : span.end].split()), code)
        for span, code in signatories(candidate.context)
        if candidate.alone or candidate.holds(span.start)
    ]
    if not candidate.other_parties:
        _complete(candidate, signed)
    for found in signed:
        if found.office in concerned or (found.office is None and candidate.other_parties):
            _add(kept, found)


def _complete(candidate: Candidate, kept: list[_Found]) -> None:
    """Of two parties, the one for which nobody is named is that of the one without an office."""
    left = [code for code in candidate.parties if all(k.office != code for k in kept)]
    loose = [i for i, found in enumerate(kept) if found.office is None]
    pair = len(candidate.parties) == 2 and not candidate.other_parties
    if pair and len(loose) == 1:
        beside = _signed_beside(candidate, kept, kept[loose[0]])
        left = [code for code in candidate.parties if code not in beside] if beside else left
        if len(left) == 1:
            kept[loose[0]] = replace(kept[loose[0]], office=left[0])
    if pair and len(left) == _PAIR == len(loose) and _are_side_by_side(candidate, kept, loose):
        for place, code in zip(loose, _in_order(candidate), strict=False):
            kept[place] = replace(kept[place], office=code)


def _signed_beside(candidate: Candidate, kept: list[_Found], loose: _Found) -> set[str]:
    """The parties for which others signed in one sentence with somebody without an office: a
    minister signs for the other, whoever heads its office.
    """
    context = candidate.context
    sentence = context.sentence_at(loose.span.start)
    if sentence is None or not context.hits.first("signed", sentence.start, sentence.end):
        return set()
    return {k.office for k in kept if k.office and sentence.span.holds(k.span.start)}


def _are_side_by_side(candidate: Candidate, kept: list[_Found], loose: list[int]) -> bool:
    """Whether the two without an office are joined in one sentence: `by Heads Doe and Roe`."""
    first, second = (kept[place].span for place in loose)
    if second.start - first.end > _JOINED or second.start < first.end:
        return False
    context = candidate.context
    between = context.text[first.end : second.start].casefold()
    words = set(re.findall(r"\w+|&", between))
    joining = context.vocabulary.words("names.and", context.language or "en")
    return any(word in (between if unspaced(word) else words) for word in joining)


def _in_order(candidate: Candidate) -> list[str]:
    """The two parties as a statement names both, in which order their heads are named too; empty
    where none does.
    """
    for span in candidate.statements:
        who = candidate.context.actors_in(span.start, span.end)
        told = list(dict.fromkeys(c for a in who for c in a.codes if c in candidate.parties))
        if len(told) == _PAIR:
            return told
    return []


def _are_there(context: Context, sentence: Sentence) -> bool:
    return context.hits.any_of(_THERE, sentence.start, sentence.end)


def _takes_part(context: Context, sentence: Sentence, title: Span) -> bool:
    """Whether a title is no minister's or ambassador's, or the sentence agrees something.

    In a list of those who were there they are all told of as parties.
    """
    governs = context.hits.first("person.government", title.start, title.end)
    if governs is None or governs.start != title.start:
        return True
    if context.document.blocks[sentence.block].kind in (BlockKind.ROW, BlockKind.ITEM):
        return True
    return context.hits.any_of(_AGREEING, sentence.start, sentence.end)


def _signs(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether somebody of no IP office can be meant as a party's representative."""
    if candidate.other_parties:
        return True
    signed = candidate.context.hits.first("signed", sentence.start, sentence.end)
    return signed is not None and sentence.start in candidate.statement_starts


def _across(candidate: Candidate, found: _Found, kept: list[_Found], said: set[str]) -> _Found:
    """Of two heads named side by side, the one beside the first party's is the other party's."""
    taken = said | {k.office for k in kept if k.office}
    left = [code for code in candidate.parties if code not in taken]
    known = any(_is_known(found.name, k.name) for k in kept)
    knowing = [code for code in left if code in found.heads]
    bearing = [code for code in knowing if found.heads[code]] or knowing
    if len(bearing) == 1 and len(candidate.parties) > 2 and not known:
        return replace(found, office=bearing[0])  # three offices, of which one has a Commissioner
    if bearing and len(candidate.parties) > 2 and not known and found.office not in left:
        return replace(found, office=None)
    if found.office is None or found.office not in left:
        return _of_the_other(candidate, found, kept, said) or found
    return found


def _of_the_other(
    candidate: Candidate, found: _Found, kept: list[_Found], said: set[str]
) -> _Found | None:
    """Of two parties that whose nobody has been named, if all others have been.

    `said` holds the offices that the sentence gives to others by name.
    """
    known = any(_is_known(found.name, k.name) for k in kept)
    taken = said | {k.office for k in kept if k.office}
    left = [code for code in candidate.parties if code not in taken]
    if known or len(left) != 1 or len(candidate.parties) != 2:
        return None
    return replace(found, office=left[0])


def _add(kept: list[_Found], found: _Found) -> None:
    """Add somebody who is not there yet; a full name goes before a surname alone."""
    words = _words(found.name)
    for i, other in enumerate(kept):
        known = _words(other.name)
        if are_cases(found.name, other.name):
            kept[i] = replace(other, name=first_case(found.name, other.name))
            return
        if words <= known or (unspaced(found.name) and other.name.startswith(found.name)):
            return
        if known < words and other.office in (found.office, None):
            kept[i] = found
            return
    kept.append(found)


def _is_known(name: str, other: str) -> bool:
    """Whether a name is one named before, or a part of it, or the same in another case."""
    return _words(name) <= _words(other) or are_cases(name, other)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", name))


def _named(candidate: Candidate, sentence: Sentence) -> Iterator[_Found]:
    context = candidate.context
    bearing = titles(context, sentence)
    names = names_of(context)
    taken: list[Span] = []
    for row, code in told_in_turn(context, sentence, names, lambda s: is_free(context, s, taken)):
        taken.append(row)
        if not is_absent(context, sentence, row, row):
            yield _Found(row, context.text[row.start : row.end], code)
    for i, title in enumerate(bearing):
        left = bearing[i - 1].end if i else sentence.start
        right = bearing[i + 1].start if i + 1 < len(bearing) else sentence.end
        span = name_beside(context, names, title, Span(left, right), taken)
        if span is None:
            continue
        taken.append(span)
        if not is_absent(context, sentence, title, span):
            office, told = office_of(candidate, sentence, title, span, Span(left, right))
            guest = context.hits.first("attended", title.end, sentence.end) is not None
            if (told is not Told.SAID or guest) and not _takes_part(context, sentence, title):
                continue
            guessed = told in (Told.GUESSED, Told.ELSEWHERE)
            name = nominative(
                context.text[span.start : span.end], context.text[title.start : title.end]
            )
            own = context.hits.first("person.of_own", title.end, title.end + 12)
            heads = heads_of(context, title) if guessed and own is None else {}
            yield _Found(
                span, name, (office or context.publisher) if guessed else office, told, heads
            )
    for span, code in delegates(context, sentence, names, lambda s: is_free(context, s, taken)):
        taken.append(span)
        if not is_absent(context, sentence, span, span):
            yield _Found(span, context.text[span.start : span.end], code)
    yield from _honoured(context, sentence, names, taken)


def _honoured(
    context: Context, sentence: Sentence, names: PersonNames, taken: list[Span]
) -> Iterator[_Found]:
    """`Ms Jane Doe (Office)`, `Mr John Doe signed for the Office`: names without a title."""
    text = context.text
    mentions = offices_in(context, sentence)
    for hit in context.hits.of("person.honorific", sentence.start, sentence.end):
        span = names.behind(text, hit.start, min(sentence.end, hit.start + BEFORE))
        if span is None or span.start == hit.start or not is_free(context, span, taken):
            continue
        taken.append(span)
        if is_absent(context, sentence, span, span):
            continue
        if (spoken := _spoken_for(context, hit.start, mentions)) is not None:
            yield _Found(span, text[span.start : span.end], spoken)
            continue
        behind = [m for m in mentions if span.end <= m.start <= span.end + BEHIND]
        if not behind or not _are_there(context, sentence):
            continue
        mention = behind[0]
        gap = text[span.end : mention.start]
        title = context.hits.first("person.title", span.end, mention.start)
        if title is not None and context.hits.first("person.and", span.end, title.start):
            continue  # Ms Doe and the Director General of the Office
        if opens_bracket(text, span.end, mention) or _CLAUSE.fullmatch(gap):
            yield _Found(span, text[span.start : span.end], mention.codes[0])


def _spoken_for(context: Context, start: int, mentions: list[Mention]) -> str | None:
    """`for the Saudi side Dr Doe`, ومثل الجانب السعودي الدكتور: the office right before a name."""
    before = [m for m in mentions if m.end <= start and not context.text[m.end : start].strip()]
    if not before or not before[-1].codes:
        return None
    named = before[-1]
    spoken = context.hits.first("person.for", named.start - _SIDE, named.start)
    return named.codes[0] if spoken is not None else None

"""Parties that are no IP offices: universities, agencies, companies, in party position.

In scripts with capitals (`caseless.py` finds the others): a name of capitalised words that holds a
word for an organisation, right behind a word such as `with` or `between`, or at the head of the
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from accord.agreement import Evidence
from parsers.extraction.body_identity import can_conclude, is_named_as_ours, is_same, name_of
from parsers.extraction.body_names import TITLES, is_body
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Stated
from parsers.extraction.mentions import MentionKind
from parsers.extraction.observers import enumerates

_WORD = re.compile(r"[^\W_][\w&./-]*[\w&]|[^\W_]|&")
_ACRONYM = re.compile(r"\s{0,2}\(([^()]{2,60})\)")
_LONGEST, _INSIDE = 14, 3  # words of a name; small words in a row inside one
_FEW, _SYLLABLES = 4, 9  # words of a name behind which one in small letters goes on with it
_NEXT = 40  # characters of the next name in which its word for an organisation stands
_OF_ORGAN = 3  # words of its own that make a committee or department somebody
_DEGREE = re.compile(r",\s(?:Ph\.?D|M\.?D|LL\.?[BMD]|J\.?D|Esq|[CO]\.?B\.?E)\b")
_INITIAL = re.compile(r"\s[^\W\d_]\.\s[^\W\d_a-z]")  # Richard W. Doe
_OURS = frozenset({"office", "framework"})
_PERSON = ("head", "person.title", "person.honorific")
_NO_PART = ("person.not_name", "signed", "with", "beside", "in", "agreed")
_NO_TAIL = ("beside", "with", "signed")  # words with which no name goes on
_CASELESS, _UNSPACED = "\u0590", "\u3040"
_PARTING = frozenset(",;:()")
_POSSESSIVE = frozenset({"'s", "’s"})
BEFORE_AND = 90  # characters of an office's name before `and`
_SHORT = 4  # letters of `on` and `the`
_BEFORE = 24  # characters between `with` and the name


def beside_one(candidate: Candidate) -> tuple[str, ...]:
    """The bodies in the statements of a candidate that names but one office, and nobody else."""
    if candidate.other_parties or len(candidate.parties) > 1:
        return candidate.other_parties
    context = candidate.context
    places = (p for span in candidate.statements for p in context.bodies_in(span.start, span.end))
    return tuple(dict.fromkeys(name_of(context, p) for p in places if can_conclude(context, p)))


def other_parties(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """Those of the candidate's bodies that can conclude something, with where they are named."""
    context = candidate.context
    evidence: dict[str, Evidence] = {}
    for sentence in candidate.sentences:
        for place in context.bodies_in(sentence.start, sentence.end):
            name = name_of(context, place)
            if name not in candidate.other_parties or not can_conclude(context, place):
                continue
            if any(is_same(name, other) for other in evidence):
                continue
            beside = _is_of_row(candidate, sentence, place) or _concludes(context, sentence, place)
            beside = beside and not _is_above(context, place)
            if len(candidate.parties) < 2 or beside:
                shown = context.evidence("other_parties", name, place.start, place.end)
                evidence.setdefault(name, shown)
    return Stated(tuple(evidence), tuple(evidence.values())) if evidence else None


def _is_above(context: Context, place: Span) -> bool:
    """Whether it is a ministry such as offices belong to: beside two of them it is one's own."""
    return context.hits.first("office_ministry", place.start, place.end) is not None


def _is_of_row(candidate: Candidate, sentence: Sentence, place: Span) -> bool:
    """Whether a body stands beside an office or another body, joined to it by `and` or a comma."""
    context = candidate.context
    spans = [Span(a.start, a.end) for a in context.actors_in(sentence.start, sentence.end)]
    for other in (*spans, *context.bodies.get(sentence.start, ())):
        first, second = sorted((other, place))
        if first != second and enumerates(context, Span(first.end, second.start)):
            return True
    return False


def _concludes(context: Context, sentence: Sentence, place: Span) -> bool:
    """Whether a body that opens the sentence concludes something with an office named in it."""
    if not _leads(context, sentence, place.start):
        return False
    hits, text = context.hits, context.text
    for actor in context.actors_in(place.end, sentence.end):
        before = hits.of("with", max(place.end, actor.start - _BEFORE), actor.start)
        if before and only_article(context, before[-1].end, actor.start):
            return hits.first("signed", place.end, before[-1].start) is not None
        end = actor.end + text.startswith((")", "）"), actor.end)
        behind = hits.first("with_behind", end, end + 1)
        if behind is not None and text[place.end - 1] >= _UNSPACED:
            return hits.first("signed", behind.end, sentence.end) is not None
    return False


def capitalised(context: Context, sentence: Sentence) -> Iterator[Span]:
    text = context.text
    if context.hits.first("organisation", sentence.start, sentence.end) is None:
        return
    for begin, last in runs(context, sentence):
        start, end = _behind_title(context, sentence, begin, last), last
        if start == begin and (headed := _headed(context, begin, last)) is not None:
            start, end = headed.start, headed.end
            if start == end:
                continue
        if context.hits.first("organisation", start, end) is None or is_taken(context, start, end):
            continue
        if len(context.hits.of("person.title", start, end)) > 1:
            continue  # Director General Jane Doe and Rector of … John Doe
        if (
            start > begin
            or behind_with(context, sentence, start)
            or _leads(context, sentence, start)
        ):
            acronym = _ACRONYM.match(text, end, sentence.end)
            if acronym and is_taken(context, acronym.start(1), acronym.end()):
                continue  # the long name of an office known by its short one
            short = acronym is not None and (" " not in acronym[1] or acronym[1].isupper())
            yield Span(start, acronym.end() if acronym and short else end)


def _behind_title(context: Context, sentence: Sentence, start: int, end: int) -> int:
    """Where a name begins behind titles: `Vice-Chancellor and Principal of The University …`."""
    small = {
        h.start
        for key in ("inside_names", "articles", "person.and")
        for h in context.hits.of(key, sentence.start, sentence.end)
    }
    begins = start
    while True:
        found = (context.hits.first(key, begins, end) for key in TITLES)
        titles = [
            hit
            for hit in found
            if hit is not None and hit.start == begins and not is_body(context, hit)
        ]
        words = list(_WORD.finditer(context.text, titles[0].end, end)) if titles else []
        own = next((w.start() for w in words if w.start() not in small), None)
        if own is None or (own == words[0].start() and not _opens_body(context, own, end)):
            return begins
        begins = own


def _headed(context: Context, start: int, end: int) -> Span | None:
    """The body of `Rektor Universitas Airlangga Jane Doe`, told elsewhere without its head.

    A span without length where the text has the name nowhere else.
    """
    text, hits = context.text, context.hits
    body = hits.first("organisation", start, end)
    titled = [h for h in hits.of("person.title", start, end) if body and h.end < body.start]
    if body is None or not titled or text[titled[-1].end : body.start].strip():
        return None
    words = list(_WORD.finditer(text, body.start, end))
    for last in reversed(words[1:-1]):
        name = text[body.start : last.end()]
        told = re.compile(rf"{re.escape(name)}(?!\w|\s[^\W\d_a-z])")
        if told.search(text) is not None:
            return Span(body.start, last.end())
    return Span(body.start, body.start)


def _opens_body(context: Context, start: int, end: int) -> bool:
    """Whether a word for an organisation with a name behind it stands there."""
    hit = context.hits.first("organisation", start, start + 1)
    return hit is not None and hit.end < end


def runs(context: Context, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, with the small words that may stand inside a name."""
    text, hits = context.text, context.hits
    small = {h.start for h in hits.of("inside_names", sentence.start, sentence.end)}
    articles = {h.start for h in hits.of("articles", sentence.start, sentence.end)}
    found = hits.of("organisation", sentence.start, sentence.end)
    bodies = {h.start for h in found}
    joins = {h.start for h in hits.of("person.and", sentence.start, sentence.end)}
    known = _known(context, sentence)
    goes_on = _in_small_letters(context)
    start = end = -1
    words = waiting = 0
    has_body = joined = parted = False
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        at = match.start()
        taken = bool(known) and any(span.start <= at < span.end for span in known)
        near = start >= 0 and at - end <= 40 and _PARTING.isdisjoint(text[end:at])
        if near and at in small and not taken and waiting < _INSIDE:
            parted = parted or (joined and at in articles)
            joined = at in joins
            waiting += 1
            continue
        capital = match[0][0].isupper() or match[0][0].isdigit() or match[0] == "&"
        within = any(h.start < at < h.end for h in found)
        inner = near and waiting == 0 and (within or goes_on(at, words, has_body))
        # `X University and the Y Institute`, but `Ministry of Health and the Environment`.
        new = at in bodies or (parted and any(at < b < at + _NEXT for b in bodies))
        begins_next = has_body and waiting > 0 and new
        joined = parted = False
        if taken or begins_next or not (near and words < _LONGEST):
            if start >= 0:
                yield start, _with_tail(context, end, sentence.end, small)
            start, has_body = -1, False
        if taken or (at in articles and start < 0):
            waiting = 0
            continue
        if capital or inner:
            start, words = (at, 0) if start < 0 else (start, words)
            end, waiting, words = match.end(), 0, words + 1
            has_body = has_body or at in bodies
        elif start >= 0:
            yield start, _with_tail(context, end, sentence.end, small)
            start, waiting, has_body = -1, 0, False
    if start >= 0:
        yield start, _with_tail(context, end, sentence.end, small)


def _in_small_letters(context: Context) -> Callable[[int, int, bool], bool]:
    """Whether a word in small letters can go on a name of so many words, given its offset and
    whether one of them is for an organisation.

    In some languages only the first has a capital (Московский государственный университет), in
    some each part: Đại học Quốc gia Hà Nội.
    """
    hits, language = context.hits, context.language or "en"
    written = context.vocabulary.words("names.capitals", language)

    def goes_on(at: int, words: int, has_body: bool) -> bool:
        if "parts" in written:
            return words < _SYLLABLES and not hits.any_of(_NO_PART, at, at + 1)
        first = "first" in written and words < _FEW
        return first and not has_body and hits.first("organisation", at, at + _NEXT) is not None

    return goes_on


def _known(context: Context, sentence: Sentence) -> list[Span]:
    """Offices, possessive countries and dates: no part of a name of somebody else."""
    found = [Span(d.start, d.end) for d in context.dates_in(sentence.start, sentence.end)]
    for mention in context.mentions_in(sentence.start, sentence.end):
        behind = context.text[mention.end : mention.end + 2]
        if mention.kind in _OURS:
            found.append(Span(mention.start, mention.end))
        elif behind in _POSSESSIVE:
            found.append(Span(mention.start, mention.end + 2))
    return found


def _with_tail(context: Context, end: int, stop: int, small: Collection[int]) -> int:
    """The end of a name that goes on in small letters: Chambre de commerce et d’industrie."""
    text = context.text
    words = list(_WORD.finditer(text, end, min(stop, end + 48)))
    i = 0
    while i + 1 < len(words) and words[i].start() in small:
        j = i + 1
        while j < len(words) - 1 and words[j].start() in small:
            j += 1
        between = text[end : words[j].start()]
        parted = not _PARTING.isdisjoint(between)
        if words[j].start() in small or parted or not words[j][0].islower():
            break
        if context.hits.any_of(_NO_TAIL, words[j].start(), words[j].start() + 1):
            break  # the Directorate and by the offices
        end, i = words[j].end(), j + 1
    return end


def unnamed(context: Context, sentence: Sentence) -> Iterator[Span]:
    """`with a venture capital fund`: a party whose name the text keeps to itself."""
    text = context.text
    for hit in context.hits.of("beside", sentence.start, sentence.end):
        article = context.hits.first("indefinite", hit.end, hit.end + 2)
        if article is None or article.start - hit.end > 1:
            continue
        stop = min(sentence.end, article.end + 45)
        organisation = context.hits.first("organisation", article.end, stop)
        if organisation is None or set(text[article.end : organisation.start]) & set(",.;:()"):
            continue
        start = article.end + 1
        if len(text[start : organisation.end].split()) >= 3 and not is_taken(
            context, start, organisation.end
        ):
            yield Span(start, organisation.end)


def only_partner(context: Context, sentence: Sentence) -> Iterator[Span]:
    """`signed an agreement with Europol`: the one partner of an office, whatever it is called."""
    hits, text = context.hits, context.text
    signs = hits.first("signed", sentence.start, sentence.end)
    named = hits.any_under("instrument.", sentence.start, sentence.end)
    offices = {
        code
        for m in context.mentions_in(sentence.start, sentence.end)
        if m.kind in _OURS or m.kind == "group"
        for code in m.codes
    }
    if not (signs and named) or len(offices) != 1:
        return
    # Beside another office a name that nobody knows may be the publisher's own.
    ours = context.publisher is None or context.publisher in offices
    for start, end in runs(context, sentence):
        joined = (
            ours and _is_and(context, sentence, start) and not is_named_as_ours(context, start, end)
        )
        if not (joined or _is_with(context, sentence, start)):
            continue
        person = hits.any_of(_PERSON, start, end) or (
            " " not in text[start:end] and _is_no_name(context, start, end)
        )
        person = person or any((_DEGREE.match(text, end), _INITIAL.search(text, start, end)))
        person = person or _bears_title(context, end)
        place = hits.first("city", start, end) or _only_place(context, start, end)
        if not person and not place and not is_taken(context, start, end) and end - start > 2:
            yield Span(start, end)


def _bears_title(context: Context, end: int) -> bool:
    """Whether a title stands behind a name: `Jane Doe, Rector of …`."""
    titles = (context.hits.first(key, end, end + 3) for key in ("person.title", "person.outside"))
    return any(t is not None and context.text[end : t.start] == ", " for t in titles)


def _is_with(context: Context, sentence: Sentence, start: int) -> bool:
    behind = context.hits.of("with", max(sentence.start, start - 12), start)
    return bool(behind) and only_article(context, behind[-1].end, start)


def _is_and(context: Context, sentence: Sentence, start: int) -> bool:
    """`the Office and Europol`: right behind an office, joined to it."""
    joins = context.hits.of("person.and", max(sentence.start, start - 12), start)
    if not joins or not only_article(context, joins[-1].end, start):
        return False
    for m in context.mentions_in(joins[-1].start - BEFORE_AND, joins[-1].start):
        gap = _ACRONYM.sub("", context.text[m.end : joins[-1].start])
        if m.kind == MentionKind.OFFICE and not gap.strip(" ,"):
            return True
    return False


def _is_no_name(context: Context, start: int, end: int) -> bool:
    return context.hits.first("person.not_name", start, end) is not None


def _only_place(context: Context, start: int, end: int) -> bool:
    """Whether a country or an office is all that a run names, or nearly so."""
    named = context.mentions_in(start, end)
    bare = context.text[start:end]
    for m in named:
        bare = bare.replace(context.text[m.start : m.end], " ")
    return bool(named) and len(bare.split()) < _OF_ORGAN - 1


def only_article(context: Context, start: int, end: int) -> bool:
    words = context.text[start:end].strip("'’ ").split()
    return not words or (len(words) == 1 and bool(context.hits.first("articles", start, end)))


def is_taken(context: Context, start: int, end: int) -> bool:
    """Whether an office, a forum, a date or an instrument stands there."""
    near = context.mentions_in(max(0, start - 90), end)
    if any(m.end > start and m.kind in _OURS for m in near):
        return True
    if context.dates_in(start, end):
        return True
    return context.hits.any_under("instrument.", start, end)


def behind_with(context: Context, sentence: Sentence, start: int) -> bool:
    """Whether `with`, `between` or `and` stands before it, with an article or a country's name."""
    text = context.text
    for hit in context.hits.of("each", max(sentence.start, start - _BEFORE), start):
        if not text[hit.end : start].strip(" :："):
            return True  # `with each of: A; B`, `مع كل من: …`
    for hit in reversed(context.hits.of("beside", max(sentence.start, start - _BEFORE), start)):
        between = text[hit.end : start]
        if set(between) & set(",;:.("):
            return False
        words = between.split()
        if not words or (len(words) == 1 and context.hits.first("articles", hit.end, start)):
            return True
        if len(words) <= 2 and context.mentions_in(hit.end, start):
            return True
    return False


def _leads(context: Context, sentence: Sentence, start: int) -> bool:
    """Whether only an article, a day or a city stands before it in the sentence."""
    lead = context.text[sentence.start : start]
    dates = context.dates_in(sentence.start, start)
    cities = context.hits.of("city", sentence.start, start)
    said = [Span(d.start, d.end) for d in dates] + [Span(c.start, c.end) for c in cities]
    for part in said:
        lead = lead.replace(context.text[part.start : part.end], " ")
    words = re.findall(r"[^\W_]+", lead)
    if said:
        return all(len(word) < _SHORT for word in words) and len(words) <= _INSIDE
    return not words or (
        len(words) == 1 and bool(context.hits.first("articles", sentence.start, start))
    )

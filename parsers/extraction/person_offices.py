"""Which office somebody with a title stands for.

What is nearest to the title says so: an office in it (`특허청장`), before it (`EPO President`),
behind it (`Director of INAPI`) or in brackets; else the office that the sentence speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from parsers.extraction.candidate import STEM, Candidate, Context, Sentence, Span
from parsers.extraction.mentions import Mention, MentionKind
from parsers.extraction.names import fold

BEHIND = 110
"""Characters behind a title in which its name or office stands."""
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLE = re.compile("^(?:ال|لل|بال)")
EASTERN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
"""A character of the scripts in which titles follow names."""
LINKING = re.compile(r"[^,;:.，、；。()（）\n]*")
"""What may stand between a title and its office."""

_BEFORE, _OFFICE_BEHIND, _OURS = 90, 45, 12
_TITLED = 8  # characters between a title and the office in it: `of the`
_NOUN, _SPOKEN, _ANAPHOR, _STEM = 24, 48, 500, 5
_OPENS = re.compile(r"(?:^|[,;:–—]\s?(?:[^\W\d_]{1,4}\s)?)$")
_BEHIND_FOR = 60  # characters between `for the Office` and who signs
_SMALL_WORDS = re.compile(r"\s?(?:[^\W\d_A-Z]{1,5}['’]?\s?){0,3}")
_GOES_ON = re.compile(
    r"\s(?:of|for|de|del|della|des|der|du|di|do|da|für|van|voor|per|para|por|по)\s"
)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 4  # letters of `of` and `the`
_BREAK = re.compile(r"[;；]")
# The ministry of an office's country may stand between (UAE 경제부 차관), or a colon (`EPO: …`).
_JOINT = re.compile(
    r"[)）]?\s?(?:['’]s?\s|[:：]\s?|の|的|[(（]|[가-힣·]{2,9}(?:부|성|처|원|국|위원회)\s)?"
)
_ELSEWHERE = re.compile(
    r"\s(?:(?:of|for|de|del|della|dello|der|des|di|du|da|do|van)\s(?:the\s|het\s|la\s)?"
    r"|(?:dell|de\sl|d)['’])[^\W\d_a-z]"
)
_ABBREVIATED = re.compile(
    r"\s(?:(?:of|de|del|della|der|des|du|da|do)\s)?(?:(?:the|la|le|el|l['’])\s?)?"
    r"[A-Z]{2,8}\b(?!\s[A-Z]{2})"
)


class Told(StrEnum):
    """How an office goes with a title."""

    SAID = "said"  # beside it
    LIKELY = "likely"  # the nearest in the sentence
    GUESSED = "guessed"  # nothing says so
    ELSEWHERE = "elsewhere"  # the title goes on with another body


def office_of(
    candidate: Candidate, sentence: Sentence, title: Span, span: Span, clause: Span
) -> tuple[str | None, Told]:
    """The office that a title and a name go with, and how surely."""
    context = candidate.context
    text = context.text
    if _heads_body(candidate, sentence, title):
        return None, Told.SAID
    mentions = offices_in(context, sentence)
    last, first = max(title.end, span.end), min(title.start, span.start)
    if context.publisher and context.hits.first("own_office", title.start, title.start + 1):
        return context.publisher, Told.SAID  # Başkanımız
    noun = the_office(context, title)
    meant = _meant(candidate, noun) if noun is not None else None
    represented = _represented(context, title, mentions)
    between = [m for m in mentions if title.start < m.start and title.end < m.end <= span.start]
    said = between or (meant is not None and meant[1] is Told.SAID)
    # `the group headed by Dr Doe, Deputy Head SIPO`: the one in the title goes before.
    titled = [m for m in mentions if 0 < m.start - last == m.start - title.end <= _TITLED]
    if represented is not None and not said and not titled:
        return represented, Told.SAID
    within = [m for m in mentions if title.start <= m.start and m.end <= title.end]
    own = own_office(context, title, sentence.start)
    beside = [m for m in mentions if m.end <= first and _JOINT.fullmatch(text[m.end : first])]
    near = [
        m
        for m in mentions
        if last <= m.start <= last + _OFFICE_BEHIND and m.start < clause.end
        if _belongs(context, last, m, set_off=span.end <= title.start)
    ]
    head = _whose_head(candidate, title)
    if head is not None:  # "President Doe travelled to Chile"
        near = [m for m in near if m.kind is not MentionKind.COUNTRY or m.codes[0] == head]
    middle = [m for m in mentions if span.end <= m.start and m.end <= title.start]
    found = next((f for f in (between, [own] if own else [], within, beside) if f), None)
    found = found or _signed_for(context, mentions, Span(clause.start, first))
    found = found or _whose(context, title)
    if meant is not None and not found and not _names_another(text, title, noun, near):
        return meant
    found = found or near or middle[-1:]
    if found:
        return found[0].codes[0], Told.SAID
    if _is_outside(context, title, span):
        return None, Told.SAID
    if context.publisher and context.hits.first("own_office", title.start - _OURS, title.start):
        return context.publisher, Told.SAID
    alone = _whose_title(candidate, title) or head
    if alone is not None:
        return alone, Told.SAID
    return _likeliest(candidate, mentions, title, span, clause)


def _names_another(text: str, title: Span, noun: Span | None, near: list[Mention]) -> bool:
    """Whether an office follows a title that holds the noun itself: `Cục trưởng KIPO`."""
    within = noun is not None and title.start <= noun.start < title.end
    return within and any(not text[title.end : m.start].strip() for m in near[:1])


def _heads_body(candidate: Candidate, sentence: Sentence, title: Span) -> bool:
    """Whether a title is that of a party which is no office: `관세청장`, `President of NUS`."""
    context, text = candidate.context, candidate.context.text
    if candidate.other_parties and past_body(context, title.end, title.end + BEHIND) > title.end:
        return True
    small = re.compile(r"(?!)") if EASTERN.match(text, title.start) else _SMALL_WORDS
    for name in candidate.other_parties:
        whole, _, letters = name.rstrip(")）").partition("(")
        for form in filter(None, (whole.strip(), letters.strip())):
            start = text.find(form, sentence.start, sentence.end)
            while start >= 0:
                end = start + len(form)
                gap = text[end : title.start] if end <= title.start else None
                beside = gap is not None and _JOINT.fullmatch(gap) is not None
                within = start <= title.start < end
                behind = title.end <= start and small.fullmatch(text, title.end, start)
                if beside or within or behind:
                    return True
                start = text.find(form, end, sentence.end)
    return False


def past_body(context: Context, start: int, end: int) -> int:
    """Where the name of a body ends that is no office: `Rektor Politechniki Warszawskiej …`.

    In whatever case it stands there; `start` where there is none.
    """
    past = last = start
    stems = context.body_stems
    for word in _WORD.finditer(context.text, start, end) if stems else ():
        named = any(not m.adjective for m in context.mentions_in(last, word.end()))
        if named or context.text[last : word.start()].strip(" '’-"):
            break
        last = word.end()
        if fold(word[0])[:STEM] in stems and len(word[0]) >= STEM - 1:
            past = last
        elif len(word[0]) > _SHORT or not word[0].islower():
            break
    return past if context.hits.first("organisation", start, past) else start


def _likeliest(
    candidate: Candidate, mentions: list[Mention], title: Span, span: Span, clause: Span
) -> tuple[str | None, Told]:
    """The office that a sentence names behind or before a title, likely or as a guess."""
    context = candidate.context
    text = context.text
    last, first = max(title.end, span.end), min(title.start, span.start)
    stop = _BREAK.search(text, last, min(clause.end, last + BEHIND))
    behind = [m for m in mentions if last <= m.start < (stop.start() if stop else clause.end)]
    behind = [m for m in behind if m.start < last + BEHIND]
    partner = context.hits.first("with", last, last + BEHIND)  # `Minister Doe signed with KIPO`
    behind = [m for m in behind if partner is None or m.start < partner.start]
    before = [m for m in mentions if m.end <= first]
    # `Jane Doe, President, spoke for KIPO`, but `the KIPO group, led by President Jane Doe`.
    leads = EASTERN.match(text, title.start) is not None  # 미국은 홍길동 국장: always before
    if leads:
        around = [before[-1:]]
    else:
        before = [m for m in before if not _is_spoken_for(context, clause, m)]
        around = [behind, before[-1:]]
        if span.end > title.start:
            around.reverse()
    elsewhere = is_elsewhere(context, title)
    for found in around:
        if found:
            guess = elsewhere and candidate.alone
            return found[0].codes[0], Told.ELSEWHERE if guess else Told.LIKELY
    return None, Told.LIKELY if elsewhere else Told.GUESSED


def own_office(context: Context, title: Span, left: int) -> Mention | None:
    """The office right before a title, or in one with it: `EPO President`, `특허청장`."""
    for mention in reversed(context.mentions_in(max(left, title.start - _BEFORE), title.start)):
        if mention.kind in (MentionKind.OFFICE, MentionKind.COUNTRY) and mention.codes:
            if _ARABIC.match(mention.text) and context.hits.of(
                "person.also_name", mention.start, mention.end
            ):
                return None  # السويدي is many a surname
            return mention if _JOINT.fullmatch(context.text[mention.end : title.start]) else None
    return None


def the_office(context: Context, title: Span) -> Span | None:
    """The bare noun by which an office goes beside a title: `of the Institute`, `das Amt`."""
    text = context.text
    for hit in context.hits.of("person.the_office", title.start - _SPOKEN, title.end + _NOUN):
        named = context.mentions_in(hit.start - 80, hit.end)
        if any(m.start < hit.end and hit.start < m.end for m in named):
            continue  # the Patent Office of Chile
        if _GOES_ON.match(text, hit.end):
            continue  # the Institute of Technology
        gap = text[hit.end : title.start]
        before = hit.end <= title.start and (
            not gap.strip(" '’s") or ("," not in gap and _is_spoken_of(context, hit.start))
        )
        within = title.start <= hit.start < title.end
        gap = text[title.end : hit.start]
        if before or within or (hit.start >= title.end and _SMALL_WORDS.fullmatch(gap)):
            return Span(hit.start, hit.end)
    return None


def _is_spoken_of(context: Context, noun: int) -> bool:
    """Whether `for the` stands right before: `for the Institute signed its Director`."""
    hits = context.hits.of("person.for", noun - _NOUN, noun)
    return bool(hits) and _SMALL_WORDS.fullmatch(context.text, hits[-1].end, noun) is not None


def _meant(candidate: Candidate, noun: Span) -> tuple[str | None, Told] | None:
    """The party that a bare noun means: the one whose name holds it, the publisher, the last; None
    for one that is no office.

    With it how surely.
    """
    context = candidate.context
    told = fold(context.text[noun.start : noun.end]).split()[-1]
    stem = _ARTICLE.sub("", told)[:_STEM]
    called = [
        (office.code, name.text)
        for office in filter(None, map(context.vocabulary.office, candidate.parties))
        for name in office.names
        if name.language == context.language
    ]
    bearing = [
        code
        for code in candidate.parties
        if any(of == code and stem in fold(name) for of, name in called)
        or code in _told_so(context, stem)
    ]
    if len(bearing) == 1:
        return bearing[0], Told.SAID
    if not bearing and any(stem in fold(name) for name in candidate.other_parties):
        return None, Told.SAID
    if context.publisher is not None and context.publisher in (bearing or candidate.parties):
        return context.publisher, Told.GUESSED
    before = context.mentions_in(max(0, noun.start - _ANAPHOR), noun.start)
    named = [m.codes[0] for m in before if m.kind is MentionKind.OFFICE and m.codes]
    return next(
        ((code, Told.GUESSED) for code in reversed(named) if code in candidate.parties), None
    )


def _told_so(context: Context, stem: str) -> frozenset[str]:
    """The offices that the text calls by a noun: `the Agency of Azerbaijan`."""
    told = context.mentions_in(0, len(context.text))
    offices = (m for m in told if m.kind is MentionKind.OFFICE and m.codes)
    return frozenset(m.codes[0] for m in offices if stem in fold(m.text))


def _signed_for(context: Context, mentions: list[Mention], before: Span) -> list[Mention]:
    """`for the Office the President, Jane Doe, signed`, `for the Office signed …`: that office."""
    named = [m for m in mentions if before.start <= m.start and m.end <= before.end]
    if not named or before.end - named[-1].end > _BEHIND_FOR:
        return []
    office = named[-1]
    side = context.hits.any_of(("counterpart",), office.start - _NOUN, office.start)
    if office.adjective and not side:
        return []  # but `for the Tunisian side`
    words = context.hits.of("person.for", office.start - _NOUN, office.start)
    if not words or not _SMALL_WORDS.fullmatch(context.text, words[-1].end, office.start):
        return []
    if not _OPENS.search(context.text[before.start : words[-1].start]):
        return []  # who signed for it stands before
    signs = context.hits.any_of(("signed", "attended"), office.end, before.end)
    gap = context.text[office.end : before.end]
    return [office] if signs or _SMALL_WORDS.fullmatch(gap.lstrip(",)–—: ")) else []


def _whose(context: Context, title: Span) -> list[Mention]:
    """`With its Director`, `su directora`: the office that the paragraph named last."""
    its = context.hits.of("person.its", title.start - _OURS, title.start)
    if not its or not _SMALL_WORDS.fullmatch(context.text, its[-1].end, title.start):
        return []
    paragraph = context.text.rfind("\n", 0, title.start) + 1
    named = context.mentions_in(max(paragraph, title.start - _ANAPHOR), title.start)
    offices = [m for m in named if m.kind is MentionKind.OFFICE and m.codes]
    return offices[-1:]


def _represented(context: Context, title: Span, mentions: list[Mention]) -> str | None:
    """`the Office, represented by its Director`: the office before the words."""
    hits = context.hits.of("person.represented", title.start - _OFFICE_BEHIND, title.start)
    if not hits or context.mentions_in(hits[-1].end, title.start):
        return None
    before = [m for m in mentions if m.end <= hits[-1].start <= m.end + _OFFICE_BEHIND]
    return before[-1].codes[0] if before else None


def _is_spoken_for(context: Context, clause: Span, mention: Mention) -> bool:
    """Whether an office is that of the title before: `the Director of A, and Minister B`."""
    if mention.start < clause.start or not clause.start:
        return False
    before = context.hits.of("person.title", clause.start - 60, clause.start)
    linked = LINKING.fullmatch(context.text, clause.start, mention.start) is not None
    return bool(before) and before[-1].end == clause.start and linked


def is_elsewhere(context: Context, title: Span) -> bool:
    """Whether a title goes on with another body: `Director of the Chamber`, not `of Patents`."""
    follows = _ELSEWHERE.match(context.text, title.end)
    if follows is None:
        return False
    return context.hits.first("person.of_own", title.end, follows.end()) is None


def _is_outside(context: Context, title: Span, span: Span) -> bool:
    """Whether a title is of somebody who heads no IP office: a rector, `Director of the XYZ`."""
    text, hits = context.text, context.hits
    titled = hits.first("person.outside", title.start, title.end)
    if titled is not None and (titled.start == title.start or not EASTERN.match(text, title.start)):
        return True  # 총장, but not 사무총장
    if _ABBREVIATED.match(text, title.end):
        return True
    before = hits.of("person.outside", title.start - _NOUN, title.start)
    beside = before and not text[before[-1].end : title.start].strip()
    if beside and _is_spoken_of(context, before[-1].start):
        return True  # وقعها عن الجامعة رئيسها
    stop = span.start if span.start >= title.end else title.end + _OFFICE_BEHIND
    if EASTERN.match(text, title.start):
        return False  # what stands behind is the next one's: 山田太郎長官と鈴木花子総長
    body = hits.first("person.outside", title.end, stop)
    return body is not None and LINKING.fullmatch(text, title.end, body.start) is not None


def _whose_title(candidate: Candidate, title: Span) -> str | None:
    """The party whose head alone of all heads bears this title: `Register of Copyrights`."""
    codes = heads_of(candidate.context, title, several=True)
    return next(iter(codes)) if len(codes) == 1 and {*codes} <= {*candidate.parties} else None


def _whose_head(candidate: Candidate, title: Span) -> str | None:
    """The party whose head bears a title, where the others' heads are known to bear another."""
    context, parties = candidate.context, frozenset(candidate.parties)
    bearing = heads_of(context, title)
    own = [code for code in parties if bearing.get(code)]
    one = len(own) == 1 and len(parties) == 2 and parties <= context.vocabulary.headed
    return own[0] if one and not parties & {*bearing} - {*own} else None


def heads_of(context: Context, title: Span, *, several: bool = False) -> Mapping[str, bool]:
    """Offices that know a title, and whether it is their head's own.

    `several` looks at titles of several words alone.
    """
    told = context.text[title.start : title.end + BEHIND].casefold()
    heads = context.vocabulary.heads
    for size in range(min(len(told), max(map(len, heads), default=0)), 0, -1):
        if told[:size] in heads and (" " in told[:size] or not several):
            return heads[told[:size]]
    return {}


def _belongs(context: Context, start: int, mention: Mention, *, set_off: bool) -> bool:
    """Whether an office behind a title is the title's: `of KIPO`, `(KIPO, Korea)`, `, KIPO;`."""
    text = context.text
    if opens_bracket(text, start, mention):
        return True
    if EASTERN.match(text, start - 1):
        return False  # 홍길동 국장, EUIPO는: the next one's
    if set_off and text[start : mention.start] in (", ", " "):
        return True
    linked = LINKING.fullmatch(text, start, mention.start) is not None
    apart = context.hits.any_of(("person.and", "with"), start, mention.start)
    return linked and not apart


def offices_in(context: Context, sentence: Sentence) -> list[Mention]:
    return [
        m
        for m in context.mentions_in(sentence.start, sentence.end)
        if m.kind in (MentionKind.OFFICE, MentionKind.COUNTRY) and m.codes
    ]


def opens_bracket(text: str, start: int, mention: Mention) -> bool:
    return (
        re.fullmatch(r"\s?[(（](?:[^()（）\n]{1,24},\s)?", text[start : mention.start]) is not None
    )

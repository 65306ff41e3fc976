"""Sentences that say, as the release's own news, that something was agreed.

Each sentence is weighed: what speaks for a statement (an instrument, a verb of concluding, the
parties, a fresh date, its place in the release) against what speaks for a passing mention (a plan,
an older agreement, a date long before the release, a background section, other people's business).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from parsers.extraction.candidate import Actor, Context, Sentence, Zone, codes_of
from parsers.extraction.dates import DateMention
from parsers.extraction.named import GENERIC, instruments_named
from parsers.extraction.past import (
    FIRM,
    NEAR,
    STALE,
    VERBS,
    distance,
    fresh_date,
    is_passing,
    is_told_of_the_past,
    is_year_of_renewed,
    makes_treaty,
)
from parsers.extraction.plans import agrees_all_the_same, is_planned, is_talked_of
from parsers.extraction.schemes import is_of_papers, is_scheme, lists_members, names_papers
from parsers.extraction.sections import is_heading
from parsers.extraction.terms import Hit

LEAST = 4.0
"""The weight from which a sentence counts as a statement."""

_LEAST_BESIDE, _OPENING = 2.5, 16
_FIRST = 40  # sentences among which the lead's are
_PAIR = 2

_TREATY = "instrument.treaty"
# Nor is one of a release without a date that lies so much further back than the latest date in it.
_STALE_UNDATED = timedelta(days=700)
_DECLARATIONS = frozenset({"instrument.joint_statement", "instrument.joint_declaration"})
_AGREEING = ("signed", "adopted", "extended", "agreed", "agreed_together", "collaborates")
_FAR, _LOOSE = 80, 1.0  # characters between verb and instrument; weight of a verb further off
_TITLE = 1.0  # weight that a title of something else takes
_TALKS = 1.5  # that working together takes where it is only spoken of
_OTHER_NEWS = 3.0  # and one that says what else: an interview, a course, a tender


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that states an agreement; `named` are the instruments' words in it, in order."""

    sentence: Sentence
    zone: Zone
    named: tuple[Hit, ...]
    verbs: tuple[str, ...]
    actors: tuple[Actor, ...]
    weight: float
    others: int = 0

    @property
    def codes(self) -> frozenset[str]:
        """The offices that act in it."""
        return codes_of(self.actors)


def statements(context: Context) -> tuple[Statement, ...]:
    """The sentences that state an agreement, in order; `on` is the day of the release."""
    weighed = [w for s in context.sentences if (w := weigh(context, s)) is not None]
    if not any(w.weight >= LEAST and w.named for w in weighed):
        return tuple(w for w in weighed if w.weight >= LEAST)
    return tuple(w for w in weighed if w.weight >= LEAST or _told_beside(context, w))


def _told_beside(context: Context, statement: Statement) -> bool:
    """Whether a release that states one agreement tells here of working with another partner.

    The paragraph opens with who it is and says so outright: `IPOS and Laos are collaborating`.
    """
    sentence = statement.sentence
    if "collaborates" not in statement.verbs or statement.weight < _LEAST_BESIDE:
        return False
    opens = context.document.blocks[sentence.block].start == sentence.start
    acting = [a for a in statement.actors if a.acts]
    return opens and bool(acting) and acting[0].start - sentence.start <= _OPENING


def weigh(context: Context, sentence: Sentence) -> Statement | None:
    """A sentence with its weight; None where it names no instrument and no verb of agreeing."""
    named = own_instruments(context, sentence)
    if not named and not context.hits.any_of(VERBS, sentence.start, sentence.end):
        return None
    verbs = verbs_of(context, sentence)
    zone = context.zones[sentence.block]
    who = context.actors_in(sentence.start, sentence.end)
    if not named and "signed" in verbs and not instruments_named(context, sentence):
        named = _papers(context, sentence)
    if not (named or "collaborates" in verbs or _agree_themselves(context, sentence, zone)):
        return None
    if not named and context.hits.first("standing_treaty", sentence.start, sentence.end):
        return None
    if not verbs and not (zone is Zone.TITLE and _is_heading_of(named, who)):
        return None
    bare = Statement(
        sentence, zone, named, verbs, who, 0.0, len(context.bodies.get(sentence.start, ()))
    )
    return replace(bare, weight=_for(context, bare) - _against(context, bare))


def verbs_of(context: Context, sentence: Sentence) -> tuple[str, ...]:
    """The lists of verbs of which a sentence holds one.

    Not the agreeing of a word for an instrument (договор, ข้อตกลง), nor the exchange of views;
    договорились, which such a stem covers too, is a verb by what it says of several.
    """
    hits, start, end = context.hits, sentence.start, sentence.end
    verbs = [v for v in VERBS if hits.first(v, start, end)]
    wider = {"agreed": hits.under("instrument.", start, end), "signed": hits.of("met", start, end)}
    together = {hit.start for hit in hits.of("agreed_together", start, end)}
    for verb, within in wider.items():
        told = [hit for hit in hits.of(verb, start, end) if hit.start not in together]
        if len(told) == len(hits.of(verb, start, end)) and all(
            any(o.start <= hit.start and hit.end <= o.end for o in within) for hit in told
        ):
            verbs = [v for v in verbs if v != verb]
    return tuple(verbs)


def own_instruments(context: Context, sentence: Sentence) -> tuple[Hit, ...]:
    """The words that name instruments as the release's own: none that stands already.

    Treaties count in a title, or where several states sign or adopt one: other news names those
    that an office has joined or wants.
    """
    named = instruments_named(context, sentence)
    if not named:
        return ()
    hits = context.hits
    who = context.actors_in(sentence.start, sentence.end)
    several = len(codes_of(who)) > 1 or any(a.forum for a in who)
    several = several or hits.first("both", sentence.start, sentence.end) is not None
    concludes = hits.any_of(("signed", "adopted"), sentence.start, sentence.end)
    treaty = context.zones[sentence.block] is Zone.TITLE or (several and concludes)
    return tuple(
        hit
        for hit in named
        if (treaty or hit.key != _TREATY) and not is_passing(context, sentence, hit)
        if not is_talked_of(context, sentence, hit)
        if not names_papers(context, sentence, hit)
    )


def _papers(context: Context, sentence: Sentence) -> tuple[Hit, ...]:
    """What is signed where its kind is not said: `the document`, `die Urkunde`; nothing that
    stands already, as in `reviewed the implementation of the signed documents`.
    """
    hits = context.hits.of("paper", sentence.start, sentence.end)
    own = (hit for hit in hits if not is_passing(context, sentence, hit))
    return tuple(hit._replace(key=GENERIC) for hit in own)[:1]


def _agree_themselves(context: Context, sentence: Sentence, zone: Zone) -> bool:
    """Whether title or lead say that offices agree, and on what: `A, B and C have agreed on …`."""
    if zone not in (Zone.TITLE, Zone.LEAD):
        return False
    agrees = context.hits.first("agreed", sentence.start, sentence.end)
    if agrees is None:
        return False
    before = context.codes_in(sentence.start, agrees.start)
    bodies = [b for b in context.bodies.get(sentence.start, ()) if b.end <= agrees.start]
    return len(before) + len(bodies) >= 2


def _is_heading_of(named: tuple[Hit, ...], who: tuple[Actor, ...]) -> bool:
    """Whether a title without a verb is the instrument's own: `Joint Statement of the IP5`."""
    itself = not all(is_scheme(hit) or hit.key == GENERIC for hit in named)
    return itself and (len(codes_of(who)) > 1 or any(a.forum for a in who))


def _for(context: Context, statement: Statement) -> float:
    weight = 0.0
    if statement.named:
        weight += 2 if any(h.key != GENERIC for h in statement.named) else 1
    verbs = set(statement.verbs)
    if statement.named and all(is_scheme(hit) for hit in statement.named):
        verbs.discard("adopted")  # figures and guidelines of a scheme are issued too
    firm = bool(FIRM & verbs and statement.named)
    if firm:
        weight += 2 if _bound(context, statement, FIRM & verbs) else _LOOSE
    elif verbs:
        weight += 1.5 if statement.named or statement.zone is not Zone.BODY else 1
    who = len(statement.codes) + statement.others
    both = context.hits.first("both", statement.sentence.start, statement.sentence.end)
    told = both is not None or (firm and _follows_on_meeting(context, statement.sentence))
    if told and not who and statement.named:
        who = 2 if firm else 1  # `the two sides agreed on an action plan`
    weight += min(who, 2) * 0.75
    if statement.zone is Zone.TITLE:
        weight += 2
    elif statement.zone is Zone.LEAD:
        weight += 0.5
    elif is_heading(context.document, statement.sentence.block):
        weight += 1
    if fresh_date(context, statement.sentence):
        weight += 1
    return weight


def _follows_on_meeting(context: Context, sentence: Sentence) -> bool:
    """Whether the sentence before tells of a meeting of offices: `A met B. A plan was signed.`"""
    before = context.sentence_at(sentence.start - 2) if sentence.start > 1 else None
    if before is None or before.block != sentence.block:
        return False
    met = context.hits.first("met", before.start, before.end)
    return met is not None and len(context.codes_in(before.start, before.end)) >= _PAIR


def _bound(context: Context, statement: Statement, verbs: frozenset[str]) -> bool:
    """Whether a verb of concluding stands near enough to an instrument to be about it."""
    text, sentence = context.text, statement.sentence
    for verb in verbs:
        for hit in context.hits.of(verb, sentence.start, sentence.end):
            for named in statement.named:
                first, last = sorted(((hit.start, hit.end), (named.start, named.end)))
                far = _FAR if verb == "signed" else _FAR // 2
                if text[hit.end - 1] >= "\u3040":
                    far //= 2
                if last[0] - first[1] <= far:
                    return True
    return False


def _against(context: Context, statement: Statement) -> float:
    hits, sentence = context.hits, statement.sentence
    start, end = sentence.start, sentence.end
    weight = 0.0
    if statement.zone is Zone.BACKGROUND:
        weight += 4
    if is_told_of_the_past(context, sentence):
        # A fresh day in the same sentence is of something else.
        weight += 4 if fresh_date(context, sentence) else 3
    if hits.first("no_agreement", start, end) and not agrees_all_the_same(context, sentence):
        weight += 3
    if is_planned(context, sentence, statement.named) or _is_of_leaders(context, statement):
        weight += 4
    if is_stale(context, statement):
        weight += 3
    if is_of_papers(context, sentence, statement.named):
        weight += 3
    if lists_members(context, sentence, statement.named, statement.codes):
        weight += 3
    if is_other_news(context):
        weight += _OTHER_NEWS
    if not _title_agrees(context, statement):
        weight += _TITLE
    if _only_talks(context, statement):
        weight += _TALKS
    if statement.zone is Zone.BODY and not statement.codes and not fresh_date(context, sentence):
        weight += 0 if hits.first("both", start, end) else 1.5
    block = context.document.blocks[sentence.block]
    theirs = context.publisher and context.publisher not in context.codes_in(block.start, block.end)
    if theirs and len(statement.codes) >= 2 and statement.zone not in (Zone.TITLE, Zone.LEAD):
        weight += 2
    return weight


def _is_of_leaders(context: Context, statement: Statement) -> bool:
    """Whether heads of state or government declared it: `the leaders' summit adopted a declaration
    that welcomes the work of the offices`. What is signed before them is the offices' own.
    """
    declared = {hit.key for hit in statement.named} <= _DECLARATIONS
    if (
        not (statement.named and declared)
        or statement.zone is Zone.TITLE
        or "signed" in statement.verbs
    ):
        return False
    sentence = statement.sentence
    return context.hits.first("leaders", sentence.start, sentence.end) is not None


def _only_talks(context: Context, statement: Statement) -> bool:
    """Whether those who met only speak of working together: `exchanged views on closer ties`."""
    if statement.named or set(statement.verbs) != {"collaborates"} or statement.zone is Zone.TITLE:
        return False
    return context.hits.first("met", statement.sentence.start, statement.sentence.end) is not None


def _title_agrees(context: Context, statement: Statement) -> bool:
    """Whether a title speaks of agreeing, meeting or the partner, or there is none."""
    titles = context.titles
    keys = (*VERBS, "met", "agreed_together", "both", "counterpart", "bilateral", "paper")
    partners = {c for a in statement.actors for c in a.codes} - {context.publisher}
    for title in titles:
        if context.hits.any_of(keys, title.start, title.end) or instruments_named(context, title):
            return True
        named = {c for a in context.actors_in(title.start, title.end) for c in a.codes}
        if named & partners or context.bodies.get(title.start):
            return True
    return not titles


def is_other_news(context: Context) -> bool:
    """Whether the title says what else the release is, and speaks of no signing or agreeing."""
    hits = context.hits
    for title in context.titles:
        if _is_of_treaty(context, title):
            return True
        other = hits.first("other_news", title.start, title.end)
        who = context.actors_in(title.start, title.end)
        if len(codes_of(who)) > 1 or any(a.forum for a in who):
            continue  # `NPI appointed to search for ARIPO`: what they do with each other
        agrees = (hit for key in _AGREEING for hit in hits.of(key, title.start, title.end))
        # 发布 is publishing, but not in 新闻发布会.
        if other and all(other.start <= hit.start and hit.end <= other.end for hit in agrees):
            return True
    return False


def _is_of_treaty(context: Context, title: Sentence) -> bool:
    """Whether a title is of one country and a treaty that stands: `Peru joins Madrid Protocol`;
    not if the text tells that states met to sign or adopt one, be it that which revises it.
    """
    if context.hits.first("standing_treaty", title.start, title.end) is None:
        return False
    if any(makes_treaty(context, sentence) for sentence in context.sentences[:_FIRST]):
        return False
    countries = context.codes_in(title.start, title.end) & context.vocabulary.country_codes
    return len(countries) < _PAIR and not instruments_named(context, title)


def is_stale(context: Context, statement: Statement) -> bool:
    """Whether what is named or concluded is dated long before the release: `signed in 2015`."""
    sentence, text = statement.sentence, context.text
    words = list(statement.named)
    firm = FIRM & set(statement.verbs)
    for verb in firm - {"launched"} or firm:  # "the forum, opened in 2021, adopted a statement"
        words += context.hits.of(verb, sentence.start, sentence.end)
    dates = context.dates_in(sentence.start, sentence.end)
    if any(m.date.month and not _is_old(context, m) for m in dates):
        return False
    for mention in dates:
        if not _is_old(context, mention) or _is_of_renewed(context, statement, mention):
            continue
        if mention.start - sentence.start <= 12:
            return True
        for word in words:
            gap = sorted((word.start, word.end, mention.start, mention.end))[1:3]
            if context.hits.any_of(("under", "existing"), gap[0], gap[1]):
                continue  # "a work plan under the memorandum of 2019"
            between = text[gap[0] : gap[1]]
            if len(between) <= NEAR and not set(between) & set(",;:、，"):
                return True
    return False


def _is_old(context: Context, mention: DateMention) -> bool:
    """Whether a date lies long before the release; a year alone if it is an earlier one."""
    if context.published and not mention.date.month:
        return mention.date.last.year < context.published.first.year
    limit = context.on - (STALE if context.published else _STALE_UNDATED)
    return mention.date.last < limit


def _is_of_renewed(context: Context, statement: Statement, mention: DateMention) -> bool:
    """Whether an old date tells when that was signed which is renewed: `续签2011年签署的备忘录`."""
    sentence = statement.sentence
    if is_year_of_renewed(context, sentence, statement.named, mention):
        return True
    verbs = [
        hit for key in sorted(FIRM) for hit in context.hits.of(key, sentence.start, sentence.end)
    ]
    nearest = min(verbs, key=lambda hit: distance(hit, mention), default=None)
    return "extended" in statement.verbs and nearest is not None and nearest.key != "extended"

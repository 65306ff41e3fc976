"""What a meeting agreed where no instrument says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accord.agreement import Instrument
from parsers.documents.document import BlockKind
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Zone
from parsers.extraction.concluded import concluded
from parsers.extraction.dates import DateMention
from parsers.extraction.mentions import MentionKind
from parsers.extraction.past import STALE, fresh_date
from parsers.extraction.plans import agrees_all_the_same
from parsers.extraction.statements import Statement, is_other_news

_MANY = 4  # offices
_AGREED = ("agreed", "adopted", "extended")
_AGREEING = (*_AGREED, "agreed_together")
_LOOKED_BACK = ("area_done", "adopted", "signed", "launched")


def meeting(
    context: Context, found: Sequence[Candidate], summaries: Sequence[Statement] = ()
) -> Candidate | None:
    """A meeting of offices with what they agreed, unless a candidate found already tells of it.

    `summaries` are sentences that only sum up what is told of several partners.
    """
    held = tuple(_meetings(context))
    # By their ends: of a sentence that opens with a partner's name the rest tells of it.
    told = {s.sentence.end for s in summaries} | {s.end for c in found for s in c.statements}
    agreed = tuple(s for s in outcomes(context) if s.end not in told)
    if not held or not agreed or is_other_news(context):
        return None
    # Two of the many who met sign something between themselves, beside what many agreed.
    many = any(len(context.codes_in(s.start, s.end)) >= _MANY for s in agreed)
    untold = (
        met
        for met in held[: None if many else 1]
        if not any(_tells_of(c, *met, many=many) for c in found)
    )
    sentence, codes = next(untold, (None, frozenset[str]()))
    if sentence is None:
        return _on_another_day(context, found, agreed)
    if not _is_news(context, sentence, codes, agreed):
        return None
    taken = {n for c in found for n in _blocks(context, c)}
    free = tuple(
        Span(b.start, b.end) for n, b in enumerate(context.document.blocks) if n not in taken
    )
    everybody = _who_came(context, codes) if found else _all_who_met(context, sentence, codes)
    return _candidate(context, found, (sentence, *agreed), everybody, free)


def _candidate(
    context: Context,
    found: Sequence[Candidate],
    told: Sequence[Sentence],
    codes: frozenset[str],
    spans: tuple[Span, ...],
) -> Candidate:
    return Candidate(
        context=context,
        spans=spans,
        anchor=told[-1].span,
        instruments=(Instrument.MEETING_OUTCOME,),
        statements=tuple(s.span for s in told),
        alone=not found,
        parties=tuple(sorted(codes)),
    )


def parted(met: Candidate, built: Sequence[Candidate]) -> tuple[Candidate, list[Candidate]]:
    """The meeting with what tells of it in paragraphs that go on to tell of another agreement, and
    the others without: `The heads met in Oslo. On the second day the host also signed …`.
    """
    others = []
    for other in built:
        spans = []
        for span in other.spans:
            held = [s for s in met.statements if span.holds(s.start)]
            behind = [s.start for s in other.statements if span.holds(s.start)]
            begin = min(behind, default=span.start)
            if held and max(s.end for s in held) <= begin:
                met = met.knowing(spans=tuple(sorted({*met.spans, Span(span.start, begin)})))
                spans.append(Span(begin, span.end))
            else:
                spans.append(span)
        others.append(other.knowing(spans=tuple(spans)))
    return met, others


def _blocks(context: Context, candidate: Candidate) -> frozenset[int]:
    starts = candidate.statement_starts
    return frozenset(s.block for s in context.sentences if s.start in starts)


def _on_another_day(
    context: Context, found: Sequence[Candidate], agreed: Sequence[Sentence]
) -> Candidate | None:
    """Talks of the same parties on another day than the signing, that brought something too."""
    signed = {c.concluded for c in map(_dated, found)}
    told_in = frozenset().union(*(_blocks(context, c) for c in found))
    for sentence in agreed:
        block = context.document.blocks[sentence.block]
        if sentence.block in told_in:
            continue
        days = {d.date for d in context.dates_in(block.start, block.end) if d.date.day}
        opening = context.sentences_in(block.start, block.end)[0]
        if not days or days & signed or None in signed:
            continue
        if context.hits.first("planned", sentence.start, sentence.end):
            continue  # `on the day before, experts settled the draft`
        if (
            context.hits.first("met", block.start, sentence.end)
            and max(d.last for d in days) <= context.on
        ):
            codes = context.codes_in(block.start, block.end) or frozenset(found[0].parties)
            told = (opening, sentence) if opening != sentence else (sentence,)
            return _candidate(context, found, told, codes, (Span(block.start, block.end),))
    return None


def _dated(candidate: Candidate) -> Candidate:
    when = concluded(candidate)
    return candidate.knowing(concluded=when.value if when else None)


def _is_news(
    context: Context, met: Sentence, codes: frozenset[str], agreed: Sequence[Sentence]
) -> bool:
    """Whether the meeting is what the release is about: by its title, or by a fresh date."""
    titles = [s for s in context.sentences if context.zones[s.block] is Zone.TITLE]
    for title in titles:
        who = context.actors_in(title.start, title.end)
        told = context.hits.any_of(("met", *_AGREED), title.start, title.end)
        named = context.codes_in(title.start, title.end)
        if told or any(a.forum for a in who) or len(named) >= 2:
            return True
        # The guest in the title, and below in points what came of it.
        if named & codes and any(_heads_points(context, s) for s in agreed):
            return True
    # A visit is courteous; three and more who meet have come to agree on something.
    block = context.document.blocks[met.block]
    dated = any(fresh_date(context, s) for s in context.sentences_in(block.start, met.end))
    return (len(agreed) > 1 or len(codes) > 2) and dated


def has_met(context: Context) -> bool:
    """Whether title or lead tell of a meeting of offices."""
    return next(_meetings(context), None) is not None


def _tells_of(candidate: Candidate, met: Sentence, codes: frozenset[str], *, many: bool) -> bool:
    """Whether an agreement is what those who met concluded, or some of them who host and come."""
    parties = set(candidate.parties)
    if len(parties) >= _MANY and codes < parties and _names_forum_of(candidate, met):
        return True
    if candidate.instruments[0] is Instrument.TREATY:
        return True  # whoever came to the conference that adopted it
    if len(parties) < 2 and parties <= codes:  # who else concluded it is told elsewhere
        return not candidate.other_parties or _are_of_state(candidate, codes - parties)
    if many and len(parties) == 2 and len(codes) >= _MANY:
        return False
    return not codes or 3 * len(parties & codes) > len(parties | codes)


def _names_forum_of(candidate: Candidate, met: Sentence) -> bool:
    """Whether the paragraph that tells of a meeting names the forum of an agreement's parties."""
    block = candidate.context.document.blocks[met.block]
    who = candidate.context.actors_in(block.start, block.end)
    return any(a.forum and not a.codes.isdisjoint(candidate.parties) for a in who)


def _are_of_state(candidate: Candidate, codes: frozenset[str]) -> bool:
    """Whether a body beside the office bears the name of a country that met: its ministry."""
    return any(
        m.text in name and not codes.isdisjoint(m.codes)
        for name in candidate.other_parties
        for m in candidate.context.mentions
        if m.kind is MentionKind.COUNTRY
    )


def _meetings(context: Context) -> Iterator[tuple[Sentence, frozenset[str]]]:
    """The sentence of title or lead that says who met, with the offices that it names.

    Behind the first those in which many did: a title may tell of what two of them signed.
    """
    first = True
    lead = [s for s in context.sentences if context.zones[s.block] in (Zone.TITLE, Zone.LEAD)]
    for sentence in lead:
        if not context.hits.first("met", sentence.start, sentence.end):
            continue
        if context.hits.first("earlier", sentence.start, sentence.end):
            continue
        block = context.document.blocks[sentence.block]
        who = context.actors_in(block.start, block.end)
        codes = _of_forum(context, sentence) or context.codes_in(block.start, block.end)
        if context.publisher and len(codes) < 2:
            codes |= {context.publisher}
        named = len(codes) >= 2 or any(a.forum for a in who)
        if named and (first or len(codes) >= _MANY):
            first = False
            yield sentence, codes


def _of_forum(context: Context, sentence: Sentence) -> frozenset[str]:
    """The members of the forum that met, with the one who came to them or had them come, who may
    be named beside it: `NIPO hosted the meeting of the Nordic offices`.
    """
    who = [a for a in context.actors_in(sentence.start, sentence.end) if a.acts]
    forum = next((a.codes for a in who if a.forum and len(a.codes) >= _MANY), None)
    if forum is None or context.hits.first("bilateral", sentence.start, sentence.end):
        return frozenset()
    named = frozenset(code for a in who if not a.forum for code in a.codes)
    if len(named & forum) > 1 or len(named - forum) > 1:
        return frozenset()  # some of its members met, or others spoke of it
    return forum | named


def _all_who_met(context: Context, met: Sentence, codes: frozenset[str]) -> frozenset[str]:
    """Those who met by the first sentence below a title that names all whom the title does."""
    if context.zones[met.block] is not Zone.TITLE:
        return codes
    for sentence in context.sentences:
        told = context.codes_in(sentence.start, sentence.end)
        below = context.zones[sentence.block] is Zone.LEAD
        if below and told > codes and context.hits.first("met", sentence.start, sentence.end):
            return told
    return codes


def _who_came(context: Context, codes: frozenset[str]) -> frozenset[str]:
    """Of a meeting of many those whom the lead lists as having taken part, if they are more."""
    for sentence in context.sentences:
        told = context.codes_in(sentence.start, sentence.end)
        below = context.zones[sentence.block] is Zone.LEAD and len(codes) >= _MANY - 1
        if (
            below
            and told > codes
            and context.hits.first("participants", sentence.start, sentence.end)
        ):
            return told
    return codes


def outcomes(context: Context, *, undertaking: bool = True) -> tuple[Sentence, ...]:
    """Sentences in which the participants, not one of them, agree on something.

    `undertaking` counts those too that say what they will do without a word for agreeing.
    """
    agreed = []
    hits = context.hits
    for sentence in context.sentences:
        if context.zones[sentence.block] is Zone.BACKGROUND:
            continue
        agrees = _agrees(context, sentence)
        commits = hits.first("commits", sentence.start, sentence.end)
        undertake = undertaking and _undertake(context, sentence)
        if not agrees and not undertake and not (commits and _with_one(context, sentence)):
            continue
        if hits.any_of(("earlier", "leaders"), sentence.start, sentence.end):
            continue
        if _is_old(context, sentence) or _only_plans_to_tell(context, sentence):
            continue
        nothing = hits.first("no_agreement", sentence.start, sentence.end)
        if nothing is not None and not agrees_all_the_same(context, sentence):
            continue
        codes = context.codes_in(sentence.start, sentence.end)
        both = hits.first("both", sentence.start, sentence.end)
        together = hits.first("agreed_together", sentence.start, sentence.end)
        if len(codes) >= 2 or both or together or _with_one(context, sentence):
            agreed.append(sentence)
    return tuple(agreed)


def _only_plans_to_tell(context: Context, sentence: Sentence) -> bool:
    """Whether participants are yet to present something: 발표하고 … 살펴볼 예정이다."""
    hits, start, end = context.hits, sentence.start, sentence.end
    if hits.any_of(("agreed", "agreed_together", "extended"), start, end):
        return False
    told = hits.first("adopted", start, end) is not None
    return told and hits.first("planned", start, end) is not None


def _agrees(context: Context, sentence: Sentence) -> bool:
    """Whether something is agreed; who adopts may only receive (`принял делегацию`)."""
    hits, start, end = context.hits, sentence.start, sentence.end
    if hits.any_of(("agreed", "extended", "agreed_together"), start, end):
        return True
    greeted = {h.start for key in ("met", "participants") for h in hits.of(key, start, end)}
    return any(hit.start not in greeted for hit in hits.of("adopted", start, end))


def _undertake(context: Context, sentence: Sentence) -> bool:
    """Whether the parties together say what they will do in the list below.

    `Both offices will:`, `Die Ämter wollen`, `What came of it? The five will`.
    """
    hits = context.hits
    return (
        _heads_points(context, sentence)
        and hits.first("participants", sentence.start, sentence.end) is None
        and hits.first("both", sentence.start, sentence.end) is not None
    )


def _heads_points(context: Context, sentence: Sentence) -> bool:
    """Whether a list or table stands below a sentence that ends its paragraph openly."""
    blocks, number = context.document.blocks, sentence.block
    last = sentence.text.rstrip()[-1:]
    ends = blocks[number].end - sentence.end <= 1 and (last in {":", "："} or last.isalnum())
    below = blocks[number + 1].kind if number + 1 < len(blocks) else None
    return ends and below in (BlockKind.ITEM, BlockKind.ROW)


def _is_old(context: Context, sentence: Sentence) -> bool:
    """Whether what is agreed in a sentence is dated, and long before the release."""
    days = [
        day.date.last
        for day in context.dates_in(sentence.start, sentence.end)
        if not _is_of_something_else(context, sentence, day)
    ]
    return bool(days) and context.published is not None and max(days) < context.on - STALE


def _is_of_something_else(context: Context, sentence: Sentence, day: DateMention) -> bool:
    """Whether a day belongs to what the meeting looked back on before it agreed: `They reviewed
    the recommendations of their meeting of 2015 and agreed to …`.
    """
    hits = context.hits
    agrees = hits.any_of(_AGREEING, day.end, sentence.end)
    return agrees and hits.any_of(_LOOKED_BACK, sentence.start, day.start)


def _with_one(context: Context, sentence: Sentence) -> bool:
    """`With Malaysia it agreed to …`: a partner right behind such a word opens the sentence."""
    first = next(iter(context.actors_in(sentence.start, sentence.end)), None)
    beside = context.hits.first("beside", sentence.start, sentence.start + 3)
    return bool(first and first.acts and beside and first.start - beside.end <= 5)

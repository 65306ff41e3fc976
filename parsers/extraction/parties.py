"""The offices that conclude an agreement."""

from __future__ import annotations

from datetime import timedelta

from accord.agreement import Evidence, Instrument
from parsers.extraction.actors import forum_of
from parsers.extraction.candidate import (
    Actor,
    Candidate,
    Context,
    Sentence,
    Standing,
    Stated,
    Zone,
)
from parsers.extraction.hosts import host_besides
from parsers.extraction.mentions import MentionKind
from parsers.extraction.past import is_told_of_the_past
from parsers.extraction.sections import is_heading

# A list of so many offices in one sentence is the list of those who took part.
_LIST = 3
_LONG_AGO = timedelta(days=400)
_FEW = 5  # members of a forum such as the IP5
_COUNTED = 3  # of so many members one at least is named where a list says who of them came
_COLONS = frozenset(":：")
_ITEMS, _ITEM = 60, 90  # blocks of a list of participants, characters of one
# Forums that hold meetings with one partner at a time and conclude agreements with it.
_MEETS_PARTNERS = frozenset({"ASEAN"})
_OF_MEETINGS = frozenset(
    {Instrument.JOINT_STATEMENT, Instrument.JOINT_DECLARATION, Instrument.MEETING_OUTCOME}
)


def parties(candidate: Candidate, observing: frozenset[str]) -> Stated[tuple[str, ...]] | None:
    """Codes of the offices that conclude a candidate, without those that only observe."""
    codes = set(candidate.parties) - observing
    meets = candidate.instruments[0] in _OF_MEETINGS
    if codes and not meets and not _only_forum(candidate, codes):
        codes = _completed(candidate, codes, observing)
    listed = _participants(candidate, codes) - observing
    if listed and _only_forum(candidate, codes):
        # `The nine participating offices` of ASEAN's ten; who hosts them is not always listed.
        codes = listed | (codes & {candidate.context.publisher or ""})
    codes |= listed
    codes = _completed(candidate, codes, observing)
    codes |= _of_title(candidate, codes) - observing
    codes |= _partner_of_forum(candidate, codes) - observing
    if not codes:
        return None
    evidence = tuple(e for code in sorted(codes) for e in _evidence(candidate, code))
    stated = {e.value for e in evidence}
    kept = tuple(code for code in sorted(codes) if code in stated)
    return Stated(kept, evidence) if kept else None


def settle(candidate: Candidate) -> Candidate:
    """The candidate without organisations that only convened those who agreed.

    Where a meeting's countries are listed, or those that sign a treaty, an organisation that is
    not among them is no party.
    """
    treaty = candidate.instruments[0] is Instrument.TREATY
    if candidate.instruments[0] not in _OF_MEETINGS and not treaty:
        return candidate
    countries = candidate.context.vocabulary.country_codes
    listed = _participants(candidate, set())
    if len(listed & countries) < _LIST:
        return candidate
    if treaty and _signatories(candidate):
        countries = frozenset()  # who hosted the conference and has not signed is none either
    kept = (code for code in candidate.parties if code in countries or code in listed)
    return candidate.knowing(parties=tuple(kept))


def _signatories(candidate: Candidate) -> set[str]:
    """Those whom a sentence enumerates as signing a treaty, organisations among them."""
    context = candidate.context
    listed: set[str] = set()
    for sentence in candidate.sentences:
        if not context.hits.first("signed", sentence.start, sentence.end):
            continue
        if context.zones[sentence.block] is Zone.BACKGROUND or is_told_of_the_past(
            context, sentence
        ):
            continue
        who = [a for a in context.actors_in(sentence.start, sentence.end) if a.acts and not a.forum]
        if len({code for a in who for code in a.codes}) >= _LIST:
            listed |= {code for a in who for code in a.codes}
    return listed


def _few(candidate: Candidate, codes: set[str]) -> bool:
    return not codes or len(codes) + len(candidate.other_parties) < 2


def _completed(candidate: Candidate, codes: set[str], observing: frozenset[str]) -> set[str]:
    """Fewer than two with those of title, publisher and lead."""
    for text_codes in _wider(candidate):
        if not _few(candidate, codes):
            break
        codes = codes | (text_codes - observing)
    return codes


def _wider(candidate: Candidate) -> list[set[str]]:
    """Where else parties may be named, the likeliest first: title, lead, the release's own site."""
    context = candidate.context
    title: set[str] = set()
    lead: list[set[str]] = []
    for sentence in context.sentences:
        zone = context.zones[sentence.block]
        if zone is Zone.TITLE:
            title |= context.codes_in(sentence.start, sentence.end)
        elif zone is Zone.LEAD:
            lead.append(set(context.codes_in(sentence.start, sentence.end)))
    own = {context.publisher} if context.publisher else set()
    if candidate.instruments[0] in _OF_MEETINGS:
        lead = [set().union(*lead)]
    return [own | title, *lead] if len(title) <= 2 else [own, title, *lead]


def _of_title(candidate: Candidate, codes: set[str]) -> set[str]:
    """The offices that a title enumerates, where the statements say no more than how many they are:
    `the offices of the four countries signed`.
    """
    context = candidate.context
    said = (context.codes_in(span.start, span.end) for span in candidate.statements)
    if not candidate.alone or any(said):
        return set()
    titles = (
        {
            code
            for a in context.actors_in(s.start, s.end)
            if a.acts and not a.forum
            for code in a.codes
        }
        for s in context.titles
    )
    return next((named for named in titles if len(named) >= _LIST and codes < named), set())


def _participants(candidate: Candidate, codes: set[str]) -> set[str]:
    """Those who took part, where a forum or a list of participants says who they were."""
    if not candidate.alone:
        return set()
    if candidate.instruments[0] is Instrument.TREATY and (signed := _signatories(candidate)):
        return signed
    of_meeting = candidate.instruments[0] in _OF_MEETINGS
    if not (_few(candidate, codes) or of_meeting or _only_forum(candidate, codes)):
        return set()
    listed: set[str] = set()
    whole: set[str] = set()  # what a forum's name alone stands for
    own = host_besides(candidate) if of_meeting else None
    treaty = candidate.instruments[0] is Instrument.TREATY  # of states, in an office's frame
    for sentence in candidate.sentences:
        if _tells_of_another(candidate, sentence):
            continue
        found = _listed_in(candidate.context, sentence)
        if codes and found.isdisjoint(codes) and own not in codes and not treaty:
            continue  # others: `they will not work with the offices of …`
        if len(found) >= _LIST and _names_only_forum(candidate.context, sentence):
            whole |= found
        elif len(found) >= _LIST:
            listed |= found
    if listed and own and (not whole or own in whole):
        listed.add(own)  # `At the invitation of X the heads of A, B and C met`
    if few := _of_few(candidate, listed):
        return few
    if _COUNTED * len(listed & whole) >= len(whole):
        return listed or whole  # `Nine offices of the Arab states took part: those of …`
    return listed | whole


def _of_few(candidate: Candidate, listed: set[str]) -> set[str]:
    """All members of a forum of few of which all but one are listed: `한국, 미국, 유럽 등 IP5`,
    where Europe is no office's name. Forums of three to five do not meet without one.
    """
    forums = (
        set(a.codes)
        for a in candidate.context.actors
        if a.forum and _LIST <= len(a.codes) <= _FEW and candidate.holds(a.start)
    )
    return next((f for f in forums if listed < f and len(f - listed) == 1), set())


def _names_only_forum(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence names a forum and, but for few, none of its members."""
    who = context.actors_in(sentence.start, sentence.end)
    named = {code for a in who if not a.forum for code in a.codes}
    return any(a.forum for a in who) and len(named) < _LIST


def _tells_of_another(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence concludes something and states nothing of this release's news."""
    hits, start, end = candidate.context.hits, sentence.start, sentence.end
    concludes = hits.first("signed", start, end) and hits.any_under("instrument.", start, end)
    return bool(concludes) and start not in candidate.statement_starts


def _listed_in(context: Context, sentence: Sentence) -> set[str]:
    """The offices that a sentence, or the list below it, names as participants."""
    if context.zones[sentence.block] is Zone.BACKGROUND or is_told_of_the_past(context, sentence):
        return set()
    if not context.hits.first("participants", sentence.start, sentence.end):
        return set()
    beside = context.hits.first("bilateral", sentence.start, sentence.end)
    if beside is not None and context.zones[sentence.block] is Zone.BODY:
        return set()  # `On the sidelines the host met the delegations of A and B`
    if context.hits.first("next", sentence.start, sentence.end) and _names_forum(context, sentence):
        return set()  # `in December the five offices will meet as the ID5`
    days = context.dates_in(sentence.start, sentence.end)
    if days and all(context.on - day.date.last > _LONG_AGO for day in days):
        return set()  # `begun in 1983, the work of the three became that of the IP5 in 2007`
    found = set(context.codes_in(sentence.start, sentence.end))
    if context.publisher and context.hits.first("own_office", sentence.start, sentence.end):
        found.add(context.publisher)
    block = context.document.blocks[sentence.block]
    heads = is_heading(context.document, sentence.block) or sentence.text.rstrip()[-1:] in _COLONS
    if not heads or block.end - sentence.end > 1 or len(found) >= _LIST:
        return found
    below: set[str] = set()
    for item in context.document.blocks[sentence.block + 1 :][:_ITEMS]:
        codes = context.codes_in(item.start, item.end)
        if not codes or len(item.text) > _ITEM:
            break
        below |= codes
    return below if len(below) >= _LIST else found


def _names_forum(context: Context, sentence: Sentence) -> bool:
    return any(a.forum for a in context.actors_in(sentence.start, sentence.end))


def _only_forum(candidate: Candidate, codes: set[str]) -> bool:
    """Whether parties are those of a forum, none of which the statements name itself."""
    context = candidate.context
    named: set[str] = set()
    for span in candidate.statements:
        for actor in context.actors_in(span.start, span.end):
            if actor.acts and not actor.forum:
                named |= actor.codes
    whole = any(a.forum and codes == set(a.codes) for a in context.actors)
    return whole and len(named) < _LIST


def _partner_of_forum(candidate: Candidate, codes: set[str]) -> set[str]:
    """The one office that met a forum: `ASEAN-Japan Heads of Office Meeting`."""
    context = candidate.context
    forums = [a for a in context.actors if a.forum in _MEETS_PARTNERS and codes == a.codes]
    if not forums or not candidate.alone:
        return set()
    for sentence in context.sentences:
        if context.zones[sentence.block] not in (Zone.TITLE, Zone.LEAD):
            continue
        who = [a for a in context.actors_in(sentence.start, sentence.end) if a.acts]
        if any(a.forum and a.codes == codes for a in who):
            new = {code for a in who if not a.forum for code in a.codes} - codes
            if len(new) == 1:
                return new
    return set()


def _evidence(candidate: Candidate, code: str) -> tuple[Evidence, ...]:
    """The words that name a party: in its statements, else in its text, else on the page."""
    context = candidate.context
    places = [*candidate.statements, *candidate.spans, *candidate.shared]
    for span in places:
        for actor in context.actors_in(span.start, span.end):
            if code in actor.codes and actor.standing is not Standing.PLACE:
                return (_quote(context, actor, code),)
    if code == context.publisher:
        for span in candidate.statements:
            own = context.hits.first("own_office", span.start, span.end)
            if own is not None:
                return (context.evidence("parties", code, own.start, own.end),)
    published = context.document.publisher_evidence
    if code == context.publisher and published is not None:
        return (Evidence("parties", code, published.quote, published.start, published.place),)
    for mention in context.mentions:
        if code in mention.codes or (
            mention.kind in (MentionKind.FRAMEWORK, MentionKind.GROUP)
            and (forum := forum_of(context, mention.codes[0])) is not None
            and code in forum.members_on(context.on)
        ):
            return (context.evidence("parties", code, mention.start, mention.end),)
    return ()


def _quote(context: Context, actor: Actor, code: str) -> Evidence:
    return context.evidence("parties", code, actor.start, actor.end)

"""The office that hosted, chaired or organised the meeting; a city or country alone is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from accord.agreement import Instrument
from parsers.extraction.candidate import Actor, Candidate, Context, Sentence, Standing, Stated, Zone
from parsers.extraction.concluded import concluded
from parsers.extraction.guests import is_greeted, is_guest
from parsers.extraction.next_meeting import announces, looks_ahead
from parsers.extraction.person_offices import EASTERN
from parsers.extraction.terms import Hit

_BEHIND, _BEFORE, _BESIDE, _BY, _CLOSE = (
    110,
    150,
    14,
    40,
    40,
)  # characters between the words and the host
_OPENING = 25  # characters of a sentence in which its verb stands where that goes first
_PAIR = 2
_MONTH = timedelta(days=45)
_NAMED = 24  # characters between `the Office` and what it does
_VISITORS = 80  # characters behind `received` in which visitors are named
_NEXT = 4  # characters between a word and the next
_LAST = 3  # characters behind a verb that ends its sentence
_JOINED = 3  # characters between two who are the subject together: `X와 Y는`
_ARTICLE = 2  # characters between `in` and a name
_LINK = 30  # characters between `host` and who it was
_STOPS = frozenset(",;:.，；：。、")
_NEXT_BUT_ONE = 10  # characters to the word behind an article
_NOTE = re.compile(r"[(（][^()（）\n]{1,60}[)）]")
_HIRAGANA = "\u30a0"  # letters behind it are katakana, Chinese or Korean
_OBJECT = 6  # characters of a short form in brackets between the two
_BRACKETED = re.compile(r"\s?(?:[(（][^()（）\n]{1,60}[)）])?")


def host(candidate: Candidate) -> Stated[str] | None:
    """The host's code, from the first sentence that says who it was."""
    context = candidate.context
    concerned = {*candidate.parties, *candidate.observers}
    # A diplomatic conference has a host, whether it signs the treaty or not.
    treaty = candidate.instruments[0] is Instrument.TREATY
    for code, sentence in _told(candidate):
        if (
            treaty
            or code in concerned
            or (code not in context.vocabulary.country_codes and len(concerned) > _PAIR)
        ):
            shown = context.evidence("host", code, sentence.start, sentence.end)
            return Stated(code, (shown,))
    return None


def host_besides(candidate: Candidate) -> str | None:
    """The office that had the others come, though no list of them names it: a country's, or an
    organisation that is a member of the forum that met.
    """
    when = concluded(candidate)  # a workshop of another month has hosts of its own
    candidate = candidate.knowing(concluded=when.value if when else None)
    code = next((code for code, _ in _told(candidate)), None)
    if code is None or code in candidate.context.vocabulary.country_codes:
        return code
    forums = (a.codes for a in candidate.context.actors if a.forum and candidate.holds(a.start))
    return code if any(code in members for members in forums) else None


def _told(candidate: Candidate) -> Iterator[tuple[str, Sentence]]:
    """The offices that sentences make the host, the surest first."""
    context = candidate.context
    told = [
        sentence
        for sentence in candidate.sentences
        if context.zones[sentence.block] is not Zone.BACKGROUND
        and not looks_ahead(context, sentence)
        and not announces(context, sentence)
        and not _is_another_day(candidate, sentence)
    ]
    for find in (_hosts, _hosted_by, _presides, _at_home, _held):
        for sentence in told:
            code = find(context, sentence)
            if code is not None:
                yield code, sentence


def _is_another_day(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence tells of another month or year than that of the agreement."""
    on = candidate.concluded
    dates = candidate.context.dates_in(sentence.start, sentence.end)
    if on is None or not dates:
        return False
    return all(d.date.last < on.first - _MONTH or d.date.first > on.last + _MONTH for d in dates)


def _able(context: Context, sentence: Sentence) -> list[Actor]:
    allowed = (Standing.ACTOR, Standing.OCCASION)
    return [
        a
        for a in context.actors_in(sentence.start, sentence.end)
        if a.standing in allowed and len(a.codes) == 1 and not a.forum
    ]


def _hosted_by(context: Context, sentence: Sentence) -> str | None:
    """`hosted by X`, `at the invitation of X`, `chaired by Ms Y, President of X`."""
    able = _able(context, sentence)
    for hit in context.hits.of("hosted_by", sentence.start, sentence.end):
        if _is_title(context, hit):
            continue
        if context.hits.first("mode.online", hit.end, hit.end + _NEXT):
            continue  # `réunis par visioconférence`
        if _is_at_body(context, hit) or _leads_visitors(context, sentence, hit):
            continue
        for actor in able:
            if hit.end - 4 <= actor.start <= hit.end + _BEHIND:
                return min(actor.codes)
        if context.publisher and context.hits.any_of(
            ("head", "own_office", "own_name"), hit.end, hit.end + _BESIDE
        ):
            return context.publisher  # "chaired by Commissioner Sawai": its own head
    return None


def _is_at_body(context: Context, hit: Hit) -> bool:
    """Whether it is a body's place that is no office's: `at the seat of the University`."""
    if any(hit.end <= b.start <= hit.end + 1 for b in context.bodies_in(hit.end, hit.end + 2)):
        return True
    noun = context.hits.first("organisation", hit.end, hit.end + 2)
    return noun is not None and not _is_in_name(context, noun)


def _leads_visitors(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether the word tells who led a delegation: `وفد برئاسة`, which may be presiding too."""
    if context.hits.first("person.represented", hit.start, hit.start + 1) is None:
        return False
    start = max(sentence.start, hit.start - _BEFORE)
    return context.hits.first("visitors", start, hit.start) is not None


def _hosts(context: Context, sentence: Sentence) -> str | None:
    """`X hosted the meeting`, `with X as host`, `Host: X`; `hosted this year by X` too."""
    hits, able = context.hits, _able(context, sentence)
    passive = {h.start for h in hits.of("hosted_by", sentence.start, sentence.end)}
    for hit in hits.of("hosts", sentence.start, sentence.end):
        if hit.start in passive or _is_foreign(context, hit):
            continue
        if hits.of("receives", hit.start, hit.end) and not _of_visitors(context, sentence, hit):
            continue  # "received the source code"
        if _is_publisher(context, sentence, hit):
            return context.publisher
        before = _before(context, sentence, able, hit)
        if hits.first("visits", hit.start, hit.end) and not _is_object(before, hit):
            continue  # 파리를 방문
        behind = [a for a in able if a.start >= hit.end]
        agent = hits.first("agent", hit.end, min(sentence.end, hit.end + _BY))
        if agent is not None and behind and 0 <= behind[0].start - agent.end <= _BY:
            return min(behind[0].codes)
        if _are_joint(context, before, hit):
            continue
        host = _host_before(context, hit, before, behind)
        host = host or _host_behind(context, sentence, hit, behind)
        if host is not None:
            return host
    return None


def _is_object(before: list[Actor], hit: Hit) -> bool:
    """Whether an actor is the object of a verb behind it: 特許庁を訪問."""
    return bool(before) and hit.start - before[-1].end <= _OBJECT


def _is_publisher(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether the publisher hosts under its own name: `we`, `the Office`."""
    return context.publisher is not None and any(
        context.hits.first(key, max(sentence.start, hit.start - reach), hit.start)
        for key, reach in (("own_office", _CLOSE // 2), ("own_name", _NAMED))
    )


def _host_before(
    context: Context, hit: Hit, before: list[Actor], behind: list[Actor]
) -> str | None:
    """Who stands before the word for hosting and hosts; for a noun also who stands behind it."""
    if before and hit.start - before[-1].end <= 1 and EASTERN.match(context.text, hit.start):
        return min(before[-1].codes)  # A는 B 주최로 열린 회의에: right before the noun
    subject = [a for a in before if _is_subject(context, a)]
    if subject:
        return min(subject[-1].codes)
    nouns = context.hits.of("host_noun", hit.start, hit.end)
    if nouns and behind and not _is_beside(context, before, hit):
        link = context.text[hit.end : behind[0].start]
        if len(link) <= _LINK and not set(link) & _STOPS:
            return min(behind[0].codes)  # "A and B met; the host was C"
    if not before:
        return None
    # "A met B and C in Seoul, where it hosted": far behind it is the subject
    near = hit.start - before[-1].end <= _CLOSE
    return min((before[-1] if near else before[0]).codes)


def _host_behind(context: Context, sentence: Sentence, hit: Hit, behind: list[Actor]) -> str | None:
    """Who hosts where nobody stands before the word for it."""
    if context.publisher and context.hits.first("head", sentence.start, hit.start):
        return context.publisher  # "Director General Barba received": its own head
    if not behind:
        return None
    away = behind[0].start - hit.end
    labelled = context.text[hit.end : hit.end + 3].strip()[:1] in {":", "|", "：", ",", "("}
    if (_verb_first(context, sentence, hit) and away <= _BY) or (labelled and away <= _BESIDE):
        return min(behind[0].codes)
    return None


def _is_in_name(context: Context, hit: Hit) -> bool:
    """Whether a word belongs to an office's name: Tổ chức is `organises`, and an organisation."""
    names = context.mentions_in(hit.start - _BEFORE, hit.start + 1)
    return any(name.start <= hit.start < name.end for name in names)


def _is_foreign(context: Context, hit: Hit) -> bool:
    """Whether a word for hosting stands for something else there."""
    return _is_in_name(context, hit) or _is_title(context, hit) or _is_of_thing(context, hit)


def _is_title(context: Context, hit: Hit) -> bool:
    """Whether it is somebody's title, written onto the name: ダヴィタゼ議長."""
    before = context.text[max(0, hit.start - 1) : hit.start]
    named = before.isalnum() and before > _HIRAGANA
    return named and context.hits.first("person.title", hit.start, hit.end) is not None


def _is_of_thing(context: Context, hit: Hit) -> bool:
    """Whether no meeting of the parties was hosted: an Assembly of WIPO, `hosting a centre`."""
    if context.text[hit.end : hit.end + 1] in _STOPS:
        return False  # `with the EPO in the chair, the Group agreed`
    occasion = context.hits.first("occasion", hit.end, hit.end + _CLOSE)
    sentence = context.sentence_at(hit.start)
    if occasion is not None and sentence is not None and occasion.start < sentence.end:
        return True
    thing = context.hits.first("organisation", hit.end, hit.end + _NEXT_BUT_ONE)
    return thing is not None and not _is_in_name(context, thing)


def _are_joint(context: Context, before: list[Actor], hit: Hit) -> bool:
    """Whether two stand together as the subject: `A and B organised`, A与B举办."""
    if not before:
        return False
    last = [a for a in before if a.codes == before[-1].codes]
    other = next((a for a in reversed(before) if a.codes != before[-1].codes), None)
    if other is None or not _is_beside(context, before, hit):
        return False
    start = min(a.start for a in last if a.start > other.start)
    gap = _NOTE.sub("", context.text[other.end : start])
    joins = context.vocabulary.words("names.and", context.language or "en")
    title = context.hits.first("person.title", other.end, other.end + _BESIDE)
    if title is not None and len(gap) <= _CLOSE and gap.endswith(joins):
        return True  # A副局长某某与B副局长共同主持
    return gap.strip(" ()（）").casefold() in {*joins, "&", ""}  # 中新局长会


def _of_visitors(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether somebody was received, and not something."""
    start, stop = hit.end, min(sentence.end, hit.end + _VISITORS)
    last = sentence.end - hit.end <= _LAST
    if last or _verb_first(context, sentence, hit) or EASTERN.match(context.text, hit.start):
        start, stop = sentence.start, sentence.end
    keys = ("counterpart", "head", "person.title", "person.honorific", "visitors")
    return context.hits.any_of(keys, start, stop)


def _before(context: Context, sentence: Sentence, able: list[Actor], hit: Hit) -> list[Actor]:
    """The actors before a verb; of receiving without the guests.

    Where the verb ends the sentence, its object stands between: the first is its subject.
    """
    before = [a for a in able if hit.start - _BEFORE <= a.end <= hit.start + 1]
    if context.hits.of("greets", hit.start, hit.end):
        before = [a for a in before if not is_greeted(context, able, a)]
    if not context.hits.of("receives", hit.start, hit.end):
        return before
    hosts = [a for a in before if not is_guest(context, sentence, a)] or before
    if sentence.end - hit.end > _LAST:
        return hosts
    inside = [a for a in hosts if _is_inside(context, a)]
    return (inside or hosts)[:1]  # `wurde im Patentamt Ungarns empfangen`


def _is_inside(context: Context, actor: Actor) -> bool:
    """Whether a word for `in` stands right before an actor."""
    before = context.hits.of("in", actor.start - _BESIDE, actor.start)
    return any(actor.start - _ARTICLE <= hit.end <= actor.start for hit in before)


def _is_beside(context: Context, before: list[Actor], hit: Hit) -> bool:
    """Whether the last actor before a cue stands in one clause with it."""
    return bool(before) and not set(context.text[before[-1].end : hit.start]) & _STOPS


def _verb_first(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether the subject stands behind the verb, as in Arabic, or often in Russian."""
    first = context.text[hit.start]
    return "\u0600" <= first <= "\u06ff" or (
        first < "\u0e00" and hit.start - sentence.start <= _OPENING
    )


def _is_subject(context: Context, actor: Actor) -> bool:
    """Whether the language's mark of the subject stands right behind: は, 은."""
    marks = context.vocabulary.words("phrases.subject", context.language or "en")
    gap = _BRACKETED.match(context.text, actor.end)
    return bool(marks) and gap is not None and context.text.startswith(marks, gap.end())


def _presides(context: Context, sentence: Sentence) -> str | None:
    """`under the Italian presidency`, `host country Japan`: the name right beside it."""
    who = [
        a
        for a in context.actors_in(sentence.start, sentence.end)
        if len(a.codes) == 1 and not a.forum and a.standing is not Standing.PLACE
    ]
    for hit in context.hits.of("presidency", sentence.start, sentence.end):
        if _leads_visitors(context, sentence, hit):
            continue
        for actor in who:
            if hit.start - _BESIDE <= actor.end <= hit.start + 1:
                return min(actor.codes)
            if hit.end - 1 <= actor.start <= hit.end + _BESIDE:
                return min(actor.codes)
    return None


def _at_home(context: Context, sentence: Sentence) -> str | None:
    """`at its headquarters`: the sentence's first actor, else whoever publishes the release.

    `At the X headquarters` names X.
    """
    able = _able(context, sentence)
    own = context.publisher if any(context.publisher in a.codes for a in able) else None
    for actor in able:
        seat = context.hits.first("seat", actor.end, actor.end + _BESIDE)
        if seat is not None and not context.text[actor.end : seat.start].strip(" ()’'s"):
            return None if _has_occasion(context, sentence, actor) else min(actor.codes)
    if not context.hits.first("own_seat", sentence.start, sentence.end):
        return None
    return own or (min(able[0].codes) if able else context.publisher)


def _has_occasion(context: Context, sentence: Sentence, actor: Actor) -> bool:
    """Whether the same body's assemblies are named: who signs beside them is nobody's guest."""
    return any(
        other != actor and other.standing is Standing.OCCASION and other.codes == actor.codes
        for other in context.actors_in(sentence.start, sentence.end)
    )


def _held(context: Context, sentence: Sentence) -> str | None:
    """`X held the meeting`, where X alone stands before the verb."""
    able = _able(context, sentence)
    for hit in context.hits.of("held", sentence.start, sentence.end):
        if _is_in_name(context, hit):
            continue
        subject = [a for a in able if a.end <= hit.start and _is_subject(context, a)]
        if subject:
            joined = any(0 <= subject[-1].start - a.end <= _JOINED for a in able)
            with_them = any(_is_with(context, a, hit) for a in able if a.start > subject[-1].end)
            return None if joined or with_them else min(subject[-1].codes)
        before = {code for a in able if a.end <= hit.start + 1 for code in a.codes}
        near = [a for a in able if hit.start - _BESIDE <= a.end <= hit.start + 1]
        if near and len(before) == 1 and not _with_somebody(context, sentence, hit):
            return min(before)
    return None


def _is_with(context: Context, actor: Actor, held: Hit) -> bool:
    """Whether the word for `with` follows an actor before the verb: A는 B와 회의를 열고."""
    gap = _BRACKETED.match(context.text, actor.end)
    end = gap.end() if gap is not None else actor.end
    return actor.end <= held.start and context.hits.any_of(("with_behind", "with"), end, end + 1)


def _with_somebody(context: Context, sentence: Sentence, held: Hit) -> bool:
    """`X held talks with Y`: a meeting of two, of which the words make neither the host."""
    stop = min(sentence.end, held.end + _BY)
    met = context.hits.first("met", held.end, stop)
    if context.hits.first("bilateral", held.end, stop) is not None:
        return True  # `held bilateral talks`, with whomever
    return met is not None and context.hits.first("with", met.end, met.end + _BY) is not None

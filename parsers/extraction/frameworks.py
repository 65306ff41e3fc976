"""The standing forum in which an agreement was concluded; none for a plain bilateral."""

from __future__ import annotations

from collections import Counter

from accord.agreement import Instrument
from parsers.extraction.actors import forum_of
from parsers.extraction.candidate import Candidate, Context, Stated, Zone
from parsers.extraction.mentions import Mention, MentionKind

OTHER = "OTHER"
ORGANISATIONS = {"AP": "ARIPO", "OA": "OAPI", "EA": "EAPO", "GC": "GCC"}
"""Organisations with an office of their own, by its code, and the forum of their member states."""

# Networks of offices, and the organisation that works with their members one by one.
_NETWORKS = {"EUIPN": "EM"}
_MEMBERS, _PAIR = 3, 2
_ENOUGH = 0.6
"""The share of a forum's members that makes an agreement the forum's own."""


def framework(candidate: Candidate) -> Stated[str] | None:
    """The forum's code, `OTHER` for a community that is not on the closed list."""
    context = candidate.context
    parties = set(candidate.parties)
    fitting: list[tuple[bool, str, Mention]] = []
    for mention in _forums(candidate):
        forum = forum_of(context, mention.codes[0])
        if forum is None:
            continue
        members = set(forum.members_on(context.on))
        held = members & parties
        if len(held) < 2 or (len(held) < 3 and len(held) < _ENOUGH * len(members)):
            continue
        code = forum.code if context.vocabulary.framework(forum.code) else OTHER
        fitting.append((members == parties, code, mention))
    if fitting:
        # The one whose members agree goes before one named earlier, `as the IP5 does for patents`,
        # and of several the one named most.
        own = [fit for fit in fitting if fit[0]]
        named = Counter(code for _, code, _ in own)
        _, code, mention = max(own, key=lambda fit: named[fit[1]], default=fitting[0])
        return Stated(code, (context.evidence("framework", code, mention.start, mention.end),))
    return _of_an_organisation(candidate) or _of_a_network(candidate) or _by_all_members(candidate)


def _of_a_network(candidate: Candidate) -> Stated[str] | None:
    """`EUIPN` where the EUIPO agrees with national offices on work in it, if it is named."""
    context = candidate.context
    for mention in context.mentions:
        code = mention.codes[0] if mention.codes else ""
        organisation, agreed = _NETWORKS.get(code), set(candidate.parties)
        forum = context.vocabulary.framework(code) if organisation in agreed else None
        if forum is None or not candidate.holds(mention.start) or len(agreed) < _PAIR:
            continue
        if agreed <= set(forum.members_on(context.on)):
            return Stated(code, (context.evidence("framework", code, mention.start, mention.end),))
    return None


def _of_an_organisation(candidate: Candidate) -> Stated[str] | None:
    """`ARIPO` where its member states agree: the organisation in which they do, if it is named.

    A treaty of theirs is made in it wherever it is named.
    """
    context = candidate.context
    spans = candidate.statements
    if candidate.instruments[0] is Instrument.TREATY:
        spans += candidate.spans
    for span in spans:
        for mention in context.mentions_in(span.start, span.end):
            code = ORGANISATIONS.get(mention.codes[0]) if mention.codes else None
            forum = context.vocabulary.framework(code) if code else None
            if forum is None or mention.kind is not MentionKind.OFFICE:
                continue
            held = set(forum.members_on(context.on)) & set(candidate.parties)
            if len(held) >= _MEMBERS and 2 * len(held) > len(candidate.parties):
                evidence = context.evidence("framework", forum.code, mention.start, mention.end)
                return Stated(forum.code, (evidence,))
    return None


def _by_all_members(candidate: Candidate) -> Stated[str] | None:
    """The one forum of which those who agree are all members: the five Nordic offices."""
    context = candidate.context
    agreed = set(candidate.parties)
    if len(agreed) < _MEMBERS:
        return None
    same = [
        forum
        for forum in context.vocabulary.frameworks
        if set(forum.members_on(context.on)) == agreed
    ]
    if len(same) != 1:
        return None
    anchor = candidate.anchor
    evidence = context.evidence("framework", same[0].code, anchor.start, anchor.end)
    return Stated(same[0].code, (evidence,))


def _forums(candidate: Candidate) -> list[Mention]:
    """Forums named in title, statements and lead, in this order; then in the rest of its text."""
    context = candidate.context
    statements = candidate.statement_starts
    named = [
        m
        for m in context.mentions
        if m.kind in (MentionKind.FRAMEWORK, MentionKind.GROUP) and m.codes
    ]

    def rank(mention: Mention) -> tuple[int, int]:
        zone = _zone(context, mention.start)
        sentence = context.sentence_at(mention.start)
        if sentence is not None and sentence.start in statements:
            return (0, mention.start)
        if zone is Zone.TITLE:
            return (1, mention.start)
        return (2 if zone is Zone.LEAD else 3, mention.start)

    ranked = [m for m in sorted(named, key=rank) if _zone(context, m.start) is not Zone.BACKGROUND]
    if candidate.alone:
        return [m for m in ranked if rank(m)[0] < 3]
    own = [m for m in ranked if candidate.holds(m.start)]
    return own or [m for m in ranked if rank(m)[0] < 3 and _are_its_members(candidate, m)]


def _are_its_members(candidate: Candidate, mention: Mention) -> bool:
    forum = forum_of(candidate.context, mention.codes[0])
    members = set(forum.members_on(candidate.context.on)) if forum else set()
    return len(members) > 2 and set(candidate.parties) == members


def _zone(context: Context, offset: int) -> Zone:
    sentence = context.sentence_at(offset)
    return context.zones[sentence.block] if sentence else Zone.BODY

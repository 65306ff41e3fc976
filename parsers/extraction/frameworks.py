"""The standing forum in which an agreement was concluded; none for a plain bilateral."""

from __future__ import annotations

from parsers.extraction.actors import forum_of
from parsers.extraction.candidate import Candidate, Context, Stated, Zone
from parsers.extraction.mentions import Mention, MentionKind

OTHER = "OTHER"
_ENOUGH = 0.6
"""The share of a forum's members that makes an agreement the forum's own."""


def framework(candidate: Candidate) -> Stated[str] | None:
    """The forum's code, `OTHER` for a community that is not on the closed list."""
    context = candidate.context
    for mention in _forums(candidate):
        forum = forum_of(context, mention.codes[0])
        if forum is None:
            continue
        members = set(forum.members_on(context.on))
        held = members & set(candidate.parties)
        if len(held) < 2 or (len(held) < 3 and len(held) < _ENOUGH * len(members)):
            continue
        code = forum.code if context.vocabulary.framework(forum.code) else OTHER
        evidence = context.evidence("framework", code, mention.start, mention.end)
        return Stated(code, (evidence,))
    return None


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
    return [m for m in ranked if candidate.holds(m.start)]


def _zone(context: Context, offset: int) -> Zone:
    sentence = context.sentence_at(offset)
    return context.zones[sentence.block] if sentence else Zone.BODY

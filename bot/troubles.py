"""What people are told when a channel can be told nothing more, or again."""

from __future__ import annotations

from bot.outside import one_line, shorten
from bot.wording import Answer, Channel, Command, Line, Typed

_WHAT = {
    "not_in_channel": "I am no member of it",
    "channel_not_found": "it is gone, or it is private and I am no member of it",
    "is_archived": "it is archived",
    "is_inactive": "it is archived",
    "removed": "I was removed from it",
    "deleted": "it was deleted",
}
_DO = {
    "not_in_channel": "Type `/invite @Accord` there.",
    "channel_not_found": "Type `/invite @Accord` there, if it still is.",
    "removed": "Type `/invite @Accord` there to have me back.",
    "is_archived": "It goes on by itself when the channel is no longer archived.",
    "is_inactive": "It goes on by itself when the channel is no longer archived.",
}


def paused_notice(channel: str, reason: str) -> Answer:
    """What the maker of a subscription is told when its channel takes no posts."""
    code = reason.partition(":")[0]
    what = _WHAT.get(code, f"Slack refuses my messages ({shorten(one_line(reason), 150)})")
    lines: list[Line] = [
        ("I cannot post in ", Channel(channel), f": {what}."),
        ("What you subscribed there to is kept and waits; nothing is deleted.",),
    ]
    do = _DO.get(code)
    if do:
        before, _, rest = do.partition("`")
        typed, _, after = rest.partition("`")
        lines.append((before, Typed(typed), after) if typed else (do,))
    return Answer(
        title="A subscription is paused",
        lines=tuple(lines),
        hints=(("In the channel, ", Command("unsubscribe"), " ends it for good."),),
    )


def resumed_notice(count: int) -> Answer:
    """What a channel is told when its subscriptions go on."""
    which = "Its subscription goes" if count == 1 else f"Its {count} subscriptions go"
    return Answer(lines=((f"I can post here now. {which} on; what waited comes now.",),))

"""The Home tab: one's subscriptions, the newest agreements, the health of the sources, help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accord.wishes import USUAL
from bot import guide
from bot.answers import Asker, Desk
from bot.blocks import Block, answer_blocks, button, confirmation, header, limited, section
from bot.dates import instant_in_words
from bot.following import filter_span
from bot.outside import one_line, shorten
from bot.press_rooms import in_trouble, watched_sources
from bot.wording import Answer, Channel, Command, Line
from store import sources, subscriptions
from store.records import Subscription

SUBSCRIBE, EDIT, MUTE, UNMUTE, REMOVE = (
    "home_subscribe",
    "home_edit",
    "home_mute",
    "home_unmute",
    "home_remove",
)
MUTED_FOR = timedelta(weeks=1)
_MOST = 15
_TROUBLES = 5


@dataclass(frozen=True)
class Home:
    """Makes the Home tab of somebody."""

    desk: Desk

    def view(self, asker: Asker) -> Block:
        """The whole tab. Raises StoreError."""
        with self.desk.store.read() as unit:
            mine = subscriptions.made_by(unit, asker.workspace, asker.user or "")
            watched = sources.all_sources(unit)
        newest = self.desk.answer("latest", asker)
        now = self.desk.clock()
        failing = [w for w in watched if in_trouble(w)]
        health = watched_sources(failing[:_TROUBLES], now) if failing else None
        blocks = [
            *_mine(mine, now),
            {"type": "divider"},
            *answer_blocks(newest, turning=False),
            {"type": "divider"},
            header("Sources"),
            section((_health(len(watched), len(failing)),)),
            *(answer_blocks(Answer(entries=health.entries)) if health else ()),
            {"type": "divider"},
            *answer_blocks(guide.usage(), turning=False),
        ]
        return {"type": "home", "blocks": limited(blocks, 100)}


def _mine(mine: Sequence[Subscription], now: datetime) -> list[Block]:
    subscribe = button(SUBSCRIBE, "Subscribe a channel", value="-")
    blocks = [header("My subscriptions")]
    if not mine:
        line: Line = (
            "None yet. Press the button to choose what a channel is told of, or type ",
            Command("subscribe"),
            " in the channel to follow everything there.",
        )
        blocks.append(section(line))
    for one in mine[:_MOST]:
        blocks += [section(_line(one, now)), {"type": "actions", "elements": _buttons(one, now)}]
    if len(mine) > _MOST:
        blocks.append(section((f"and {len(mine) - _MOST} more.",)))
    blocks.append({"type": "actions", "elements": [{**subscribe, "style": "primary"}]})
    return blocks


def _line(one: Subscription, now: datetime) -> Line:
    parts = []
    if one.wishes != USUAL:
        parts.append(f"told {one.wishes.in_words()}")
    if one.muted_at(now) and one.muted_until:
        parts.append(f"muted until {instant_in_words(one.muted_until)}")
    if one.paused_at:
        parts.append(f"paused: {shorten(one_line(one.pause_reason or ''), 120)}")
    about = f" ({'; '.join(parts)})" if parts else ""
    return (Channel(one.channel), ": ", filter_span(one.query_text), about)


def _buttons(one: Subscription, now: datetime) -> list[Block]:
    number = str(one.id)
    muted = one.muted_at(now)
    return [
        button(EDIT, "Edit", value=number),
        button(UNMUTE, "Unmute", value=number)
        if muted
        else button(MUTE, "Mute for a week", value=number),
        {
            **button(REMOVE, "Remove", value=number),
            "style": "danger",
            "confirm": confirmation(
                "Remove this subscription?", "The channel is told of nothing new by it.", "Remove"
            ),
        },
    ]


def _health(watched: int, failing: int) -> str:
    if not watched:
        return "No press room is watched."
    if not failing:
        return f"All {watched} press rooms that are watched answer."
    return f"{failing} of {watched} press rooms that are watched are in trouble:"

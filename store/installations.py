"""Workspaces that installed the app by OAuth. Tokens come and go encrypted; see `bot.vault`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from store.engine import Unit
from store.tables import installations as table
from store.tables import oauth_states

# Longer than Slack needs to give new tokens; then another process may try.
_ROTATION = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The app in one workspace, or in an organisation (`workspace` is then the enterprise's id).

    Tokens are None once the app was uninstalled. `expires_at` is set where tokens rotate.
    """

    workspace: str
    enterprise: str | None
    name: str | None
    bot_token: str | None
    refresh_token: str | None
    expires_at: datetime | None
    bot_id: str | None
    bot_user: str | None
    scopes: str
    installed_by: str | None
    installed_at: datetime
    uninstalled_at: datetime | None = None


def save(unit: Unit, installation: Installation) -> None:
    """Write an installation down, in place of a former one of the workspace."""
    values = {name: getattr(installation, name) for name in Installation.__slots__}
    values["rotating_until"] = None
    rest = {name: value for name, value in values.items() if name != "workspace"}
    unit.execute(
        unit.insert(table)
        .values(**values)
        .on_conflict_do_update(index_elements=["workspace"], set_=rest)
    )


def get(unit: Unit, workspace: str) -> Installation | None:
    """The installation of a workspace, None if there never was one."""
    row = unit.execute(sa.select(table).where(table.c.workspace == workspace)).one_or_none()
    return None if row is None else _record(row)


def active(unit: Unit) -> list[Installation]:
    """All installations that hold a token, by workspace."""
    rows = unit.execute(
        sa.select(table).where(table.c.bot_token.is_not(None)).order_by(table.c.workspace)
    )
    return [_record(row) for row in rows]


def forget(unit: Unit, workspace: str, now: datetime) -> None:
    """Erase a workspace's tokens; that it had the app stays known."""
    unit.execute(
        sa.update(table)
        .where(table.c.workspace == workspace)
        .values(bot_token=None, refresh_token=None, expires_at=None, uninstalled_at=now)
    )


def claim_rotation(unit: Unit, before: datetime, now: datetime) -> list[Installation]:
    """Take the installations whose tokens expire before then, so that nobody else refreshes them:
    a refresh token works once."""
    taken = unit.execute(
        sa.update(table)
        .where(
            table.c.expires_at < before,
            table.c.refresh_token.is_not(None),
            sa.or_(table.c.rotating_until.is_(None), table.c.rotating_until <= now),
        )
        .values(rotating_until=now + _ROTATION)
        .returning(table.c.workspace)
    ).scalars()
    found = [get(unit, workspace) for workspace in list(taken)]
    return [one for one in found if one is not None]


def rotated(
    unit: Unit, workspace: str, bot_token: str, refresh_token: str, expires_at: datetime
) -> None:
    """Write a workspace's new tokens down."""
    unit.execute(
        sa.update(table)
        .where(table.c.workspace == workspace)
        .values(
            bot_token=bot_token,
            refresh_token=refresh_token,
            expires_at=expires_at,
            rotating_until=None,
        )
    )


def renew_all(unit: Unit, renew: Callable[[str], str]) -> None:
    """Encrypt all tokens anew: after a new key was put before the old ones."""
    for one in active(unit):
        tokens: dict[str, Any] = {"bot_token": one.bot_token and renew(one.bot_token)}
        tokens["refresh_token"] = one.refresh_token and renew(one.refresh_token)
        unit.execute(sa.update(table).where(table.c.workspace == one.workspace).values(**tokens))


def remember_state(unit: Unit, state: str, now: datetime, until: datetime) -> None:
    """Note a state that was handed out; those that were never used are forgotten in time."""
    unit.execute(sa.delete(oauth_states).where(oauth_states.c.expires_at <= now))
    unit.execute(sa.insert(oauth_states).values(hash=_hash(state), expires_at=until))


def use_state(unit: Unit, state: str, now: datetime) -> bool:
    """Whether a state was handed out and not used yet; it is used now."""
    used = unit.execute(
        sa.delete(oauth_states).where(
            oauth_states.c.hash == _hash(state), oauth_states.c.expires_at > now
        )
    )
    return used.rowcount > 0


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def _record(row: sa.Row[Any]) -> Installation:
    values = dict(row._mapping)
    del values["rotating_until"]
    return Installation(**values)

"""The app is taken out of a workspace: everything there rests, its tokens are erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import App

from bot.answers import Desk
from bot.work import Body, Work
from store import subscriptions


@dataclass(frozen=True)
class InstallEvents:
    """Hears that the app was uninstalled; `forget` erases a workspace's tokens.

    Subscriptions are kept, and go on when the app is installed again.
    """

    desk: Desk
    work: Work
    forget: Callable[[str], None]

    def attach(self, app: App) -> None:
        """Register the listeners."""
        app.event("app_uninstalled")(self.on_uninstalled)
        app.event("tokens_revoked")(self.on_revoked)

    def on_uninstalled(self, body: Body) -> None:
        """The app was removed from the workspace."""
        self._gone(body)

    def on_revoked(self, event: Body, body: Body) -> None:
        """Tokens were revoked; those of users are none that are used here."""
        if (event.get("tokens") or {}).get("bot"):
            self._gone(body)

    def _gone(self, body: Body) -> None:
        if self.work.again(body):
            return
        team = body["team_id"]

        def rest() -> None:
            self.forget(team)
            with self.desk.store.begin() as unit:
                subscriptions.pause_workspace(unit, team, "uninstalled", self.desk.clock())

        self.work.write(rest)

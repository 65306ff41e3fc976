"""Buttons of the Home tab and of reviews, and the modals that they open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from accord.decision import Verdict
from accord.query import Query
from accord.query_language import read_query
from bot import guide, home
from bot.answers import Asker, Desk
from bot.blocks import answer_blocks, answer_message
from bot.forms import (
    FIX_FORM,
    OFFICES,
    SUBSCRIBE_FORM,
    ZONE,
    Filled,
    fix_errors,
    fix_form,
    loading,
    office_options,
    read_fix_form,
    read_subscribe_form,
    subscribe_form,
    told,
    zone_options,
)
from bot.home import Home
from bot.replies import reply
from bot.reviewing import APPROVE, FIX, REJECT, Reviewers
from bot.slack_errors import error_code
from bot.wishing import wishes_typed
from bot.wording import Answer
from bot.work import Body, Work, answered
from store import Unit, meta, subscriptions
from store.errors import NotFound
from store.records import Subscription

_NOT_REVIEWERS = Answer(lines=(("Only those in the review channel decide.",),))
_DECIDED = Answer(lines=(("This has been decided already.",),))


@dataclass(frozen=True)
class Dialogs:
    """Everything that opens or answers a modal."""

    desk: Desk
    work: Work

    def attach(self, app: App) -> None:
        """Register the listeners."""
        app.event("app_home_opened")(self.on_home)
        app.action(home.SUBSCRIBE)(self.on_subscribe)
        app.action(home.EDIT)(self.on_edit)
        app.action(home.MUTE)(self.on_change)
        app.action(home.UNMUTE)(self.on_change)
        app.action(home.REMOVE)(self.on_change)
        app.options(OFFICES)(self.on_offices)
        app.options(ZONE)(self.on_zones)
        app.view(SUBSCRIBE_FORM)(self.on_subscribe_form)
        app.action(APPROVE)(self.on_verdict)
        app.action(REJECT)(self.on_verdict)
        app.action(FIX)(self.on_fix)
        app.view(FIX_FORM)(self.on_fix_form)

    def on_home(self, event: Body, body: Body, client: WebClient) -> None:
        """Somebody opened the Home tab."""
        if event.get("tab") == "home" and not self.work.again(body):
            asker = Asker(body["team_id"], "", event["user"])
            self.work.read(lambda: self._publish(asker, client))
            self.work.write(lambda: self._welcome(asker, client))

    def on_subscribe(self, ack: Ack, body: Body, client: WebClient) -> None:
        """“Subscribe a channel”: the form needs nothing from the store."""
        ack()
        trigger = body["trigger_id"]
        self.work.read(
            lambda: client.views_open(trigger_id=trigger, view=subscribe_form(self.desk.vocabulary))
        )

    def on_edit(self, ack: Ack, body: Body, client: WebClient) -> None:
        """“Edit”: the form with what was chosen."""
        ack()
        number, asker = _value(body), _asker(body)

        def form() -> dict[str, Any]:
            with self.desk.store.read() as unit:
                mine = _own(unit, number, asker)
            if mine is None:
                return told("Gone", answer_blocks(Answer(lines=(("It was removed.",),))))
            query = read_query(mine.query_text, self.desk.vocabulary, self.desk.clock().date())
            return subscribe_form(
                self.desk.vocabulary,
                query=query if isinstance(query, Query) else query.understood,
                wishes=mine.wishes,
                subscription=mine.id,
            )

        self._open(body["trigger_id"], "Change subscription", form, client)

    def on_change(self, ack: Ack, body: Body, client: WebClient) -> None:
        """“Mute for a week”, “Unmute”, “Remove” on the Home tab; the tab then shows it."""
        ack()
        action, number, asker = body["actions"][0]["action_id"], _value(body), _asker(body)

        def change() -> None:
            now = self.desk.clock()
            with self.desk.store.begin() as unit:
                if _own(unit, number, asker) is not None:
                    match action:
                        case home.MUTE:
                            subscriptions.mute(unit, [number], now, now + home.MUTED_FOR)
                        case home.UNMUTE:
                            subscriptions.unmute(unit, [number], now)
                        case _:
                            subscriptions.remove(unit, number, now)
            self._publish(asker, client)

        self.work.write(change)

    def on_offices(self, ack: Ack, body: Body) -> None:
        """The menu of offices, for what was typed."""
        ack(options=office_options(str(body.get("value") or ""), self.desk.vocabulary))

    def on_zones(self, ack: Ack, body: Body) -> None:
        """The menu of time zones, for what was typed."""
        ack(options=zone_options(str(body.get("value") or ""), available_timezones()))

    def on_subscribe_form(self, ack: Ack, body: Body, client: WebClient) -> None:
        """The form was sent: subscribe the channel, or change the subscription."""
        view = body["view"]
        filled = read_subscribe_form(view["state"]["values"])
        ack()
        asker = Asker(body["team"]["id"], filled.channel or "", body["user"]["id"])
        number = view.get("private_metadata") or ""
        if number.isdecimal():
            self.work.write(lambda: self._change(int(number), filled, asker, client))
        else:
            self.work.write(lambda: self._subscribe(filled, asker, client))

    def on_verdict(self, ack: Ack, body: Body) -> None:
        """“Approve” or “Not an agreement” under a question to reviewers."""
        ack()
        action = body["actions"][0]["action_id"]
        verdict = Verdict.APPROVED if action == APPROVE else Verdict.REJECTED
        number, asker, url = _value(body), _asker(body), body["response_url"]

        def decide() -> Answer:
            if not self._reviewers.may(asker.workspace, asker.channel):
                return _NOT_REVIEWERS
            return self._reviewers.decide(number, verdict, asker.user or "")

        self.work.answer(
            decide, lambda answer: reply(url, answer, replace=answer.public), writes=True
        )

    def on_fix(self, ack: Ack, body: Body, client: WebClient) -> None:
        """“Fix”: the form with the fields of the reading."""
        ack()
        number, asker = _value(body), _asker(body)

        def form() -> dict[str, Any]:
            if not self._reviewers.may(asker.workspace, asker.channel):
                return told("Not for you", answer_blocks(_NOT_REVIEWERS))
            review = self._reviewers.look(number)
            if review is None:
                return told("Decided", answer_blocks(_DECIDED))
            view = fix_form(review.telling.agreement, number, self.desk.vocabulary)
            message = (body.get("message") or {}).get("ts", "")
            return {**view, "private_metadata": f"{number} {asker.channel} {message}"}

        self._open(body["trigger_id"], "Correct the reading", form, client)

    def on_fix_form(self, ack: Ack, body: Body, client: WebClient) -> None:
        """The correction was sent; a mistake in it is shown beside its field."""
        view = body["view"]
        values = view["state"]["values"]
        errors = fix_errors(values, self.desk.vocabulary)
        if errors:
            ack(response_action="errors", errors=errors)
            return
        ack()
        number, channel, message = (*str(view["private_metadata"]).split(" "), "", "")[:3]
        user, team = body["user"]["id"], body["team"]["id"]

        def decide() -> None:
            if not number.isdecimal() or not self._reviewers.may(team, channel):
                return
            review = self._reviewers.look(int(number))
            answer = _DECIDED
            if review is not None:
                facts, _ = read_fix_form(values, review.telling.agreement, self.desk.vocabulary)
                answer = answered(
                    lambda: self._reviewers.decide(int(number), Verdict.FIXED, user, facts)
                )
            if answer.public and message:
                client.chat_update(channel=channel, ts=message, **answer_message(answer))
            else:
                client.chat_postEphemeral(channel=channel, user=user, **answer_message(answer))

        self.work.write(decide)

    @property
    def _reviewers(self) -> Reviewers:
        return Reviewers(self.desk.store, self.desk.vocabulary, self.desk.clock)

    def _welcome(self, asker: Asker, client: WebClient) -> None:
        """The one next step, once in a workspace, to who opens the app there first. That is who
        installed it; who installs by OAuth was welcomed then."""
        name = f"welcomed {asker.workspace}"
        with self.desk.store.begin() as unit:
            known = meta.get(unit, name) or subscriptions.in_workspace(unit, asker.workspace)
            if not known:
                meta.put(unit, name, asker.user or "", self.desk.clock())
        if not known:
            client.chat_postMessage(channel=asker.user or "", **answer_message(guide.welcome()))

    def _publish(self, asker: Asker, client: WebClient) -> None:
        client.views_publish(user_id=asker.user or "", view=Home(self.desk).view(asker))

    def _open(
        self,
        trigger: str,
        title: str,
        form: Callable[[], dict[str, Any]],
        client: WebClient,
    ) -> None:
        """Open a modal at once and fill it when its content is there."""

        def show() -> None:
            opened = client.views_open(trigger_id=trigger, view=loading(title))
            view = opened["view"]
            client.views_update(view_id=view["id"], hash=view.get("hash"), view=form())

        self.work.read(show)

    def _change(self, number: int, filled: Filled, asker: Asker, client: WebClient) -> None:
        with self.desk.store.begin() as unit:
            if _own(unit, number, asker) is not None:
                subscriptions.change(
                    unit,
                    number,
                    query_text=filled.words,
                    wishes=filled.wishes,
                    now=self.desk.clock(),
                )
        self._publish(asker, client)

    def _subscribe(self, filled: Filled, asker: Asker, client: WebClient) -> None:
        words = f"subscribe {filled.words} {wishes_typed(filled.wishes)} confirm:yes"
        answer = answered(lambda: self.desk.answer(words, asker))
        user = asker.user or ""
        if answer.public:
            try:
                client.chat_postMessage(
                    channel=asker.channel, unfurl_links=False, **answer_message(answer)
                )
            except SlackApiError as error:
                if error_code(error) not in ("not_in_channel", "channel_not_found"):
                    raise
                for notice in (answer, guide.invite()):
                    client.chat_postMessage(channel=user, **answer_message(notice))
        else:
            client.chat_postMessage(channel=user, **answer_message(answer))
        self._publish(asker, client)


def _own(unit: Unit, number: int, asker: Asker) -> Subscription | None:
    """A subscription of whoever asks; those of others are none of their business here."""
    try:
        found = subscriptions.get(unit, number)
    except NotFound:
        return None
    return found if (found.workspace, found.made_by) == (asker.workspace, asker.user) else None


def _asker(body: Body) -> Asker:
    channel = (body.get("channel") or {}).get("id") or ""
    return Asker(body["team"]["id"], channel, body["user"]["id"])


def _value(body: Body) -> int:
    value = str(body["actions"][0].get("value") or "")
    return int(value) if value.isdecimal() and len(value) < 16 else 0

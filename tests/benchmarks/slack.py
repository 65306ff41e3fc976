"""The bot process against a Slack on loopback: every command, button, form and event, then a
thousand announcements through faults.

    python -m tests.benchmarks.slack [--announcements 20] [--channels 50] [--seed 7]

The bot is `accord bot` itself, in a process of its own, with real Bolt and slack-sdk over Socket
Mode, and once more by signed HTTP. The far side checks each payload against Slack's documented
limits, resets connections after it has taken a message, answers 429 and 5xx, and keeps account.
The status is 1 if anything was lost, told twice, out of order, too fast or refused.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, build_opener

from slack_sdk.signature import SignatureVerifier

from accord.dates import PartialDate
from bot.answers import utc_now
from store import Store, decisions, outbox, subscriptions
from tests.bot.fake_slack import BOT_USER, CHANNEL, SOMEBODY, TEAM, FakeSlack
from tests.bot.field import JOINT_STATEMENT, MEMORANDUM, publish
from tests.bot.posting import news
from tests.bot.slack_records import Fault, Interaction, Trouble

REVIEW, SECRET = "C0REVIEW", "a signing secret"
COMMANDS = """
help · latest · KIPO · between KIPO SAIP · any EPO EUIPO · office Korea · framework IP5 · topic
patents · show 1 · why 1 · related 1 · timeline KIPO · timeline 1 · upcoming · subscribe office:KR
· subscribe office:KR send:daily at:09:00 zone:Asia/Seoul confirm:yes · subscriptions · mute for 3
days · unmute · sources · why https://www.saip.gov.sa/1 · export csv · export json office:KR ·
unsubscribe office:KR · office:Kippo · office:KR with:US framework:IP5 instrument:mou topic:ai
since:2021 until:2023-06 lang:ko -word "a phrase" · 특허청 · nonsense here
"""
SHARE_OF_FAULTS = 0.12


def main() -> int:
    """Run both parts and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--announcements", type=int, default=20)
    parser.add_argument("--channels", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, FakeSlack().running() as slack:
        url = f"sqlite:///{folder}/accord.db"
        with Store.open(url) as store:
            store.migrate()
            fill(store)
            with bot_process(slack, url, Path(folder), SLACK_APP_TOKEN="xapp-benchmark"):
                slack.wait(lambda: slack.connections, 120)
                wrong = [*interactions(slack, store, url)]
                wrong += announcements(slack, store, given)
            port = free_port()
            address = f"127.0.0.1:{port}"
            signed = {"SLACK_SIGNING_SECRET": SECRET, "ACCORD_BOT_ADDRESS": address}
            with bot_process(slack, url, Path(folder), **signed):
                wrong += over_http(slack, url, address)
        wrong += slack.problems
    for problem in wrong:
        print(f"WRONG: {problem}")
    print("Nothing was wrong." if not wrong else f"{len(wrong)} things were wrong.")
    return 1 if wrong else 0


def fill(store: Store) -> None:
    publish(store, MEMORANDUM, url="https://www.saip.gov.sa/1", publisher="SA")
    publish(store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    for year in range(2001, 2021):
        agreement = replace(MEMORANDUM, concluded=PartialDate(year, 3, 5), term_months=600)
        publish(store, agreement, url=f"https://www.saip.gov.sa/{year}", publisher="SA")


@contextmanager
def bot_process(slack: FakeSlack, url: str, folder: Path, **given: str) -> Iterator[None]:
    settings = {
        **given,
        "ACCORD_DATA_DIR": str(folder),
        "ACCORD_DATABASE_URL": url,
        "ACCORD_SLACK_API_URL": slack.api,
        "ACCORD_REVIEW_CHANNEL": REVIEW,
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "bot"], env={**os.environ, **settings}
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def interactions(slack: FakeSlack, store: Store, url: str) -> Iterator[str]:
    """Everything that people can do, and the acknowledgements of it."""
    slack.wait(lambda: slack.called("auth.test"), 30)
    asked = [" ".join(c.split()) for c in COMMANDS.split("·")]
    done = [("command", slack.command(text)) for text in asked]
    slack.wait(lambda: all(i.answers for _, i in done), 60)
    seconds = [time_to_answer(i) for _, i in done]
    print(f"{len(asked)} commands: answered in {figures(seconds)}")
    done += buttons(slack)
    done += forms(slack, store)
    done += events(slack)
    slack.wait(lambda: all(i.acked for _, i in done), 60)
    yield from report("all", [i for _, i in done])
    with locked(url):
        waiting = [
            slack.command(f"subscribe year:{year} confirm:yes") for year in range(1990, 2010)
        ]
        waiting += [slack.command("latest") for _ in range(20)]
        slack.wait(lambda: all(i.acked for i in waiting), 20)
        slack.wait(lambda: all(i.answers for i in waiting[20:]), 20)
    yield from report("while the store is locked", waiting)
    slack.wait(lambda: all(i.answers for i in waiting), 60)
    with store.begin() as unit:
        for subscription in subscriptions.all_active(unit):
            subscriptions.remove(unit, subscription.id, utc_now())


def buttons(slack: FakeSlack) -> list[tuple[str, Interaction]]:
    card, listed = slack.ask("show 1"), slack.ask("latest")
    preview = slack.ask("subscribe topic:patents")
    pressed = [
        ("button", slack.press(card, a)) for a in ("details", "evidence", "related", "share")
    ]
    pressed += [("button", slack.press(listed, a)) for a in ("next", "share", "details")]
    pressed += [("button", slack.press(preview, a)) for a in ("run-1", "run-0")]
    slack.wait(lambda: all(i.answers or i.withdrawn for _, i in pressed), 30)
    return [*pressed, ("button", slack.press(card, "original"))]


def forms(slack: FakeSlack, store: Store) -> list[tuple[str, Interaction]]:
    done = [("event", slack.event({"type": "app_home_opened", "tab": "home", "user": SOMEBODY}))]
    slack.wait(lambda: slack.homes, 30)
    done.append(("button", slack.press_in_home("home_subscribe")))
    slack.wait(lambda: slack.modals, 30)
    slack.choose("offices", "kor")
    slack.choose("zone", "eur")
    filled = {
        "channel": {"selected_conversation": CHANNEL},
        "offices": {"selected_options": [{"value": "US"}]},
        "cadence": {"selected_option": {"value": "at once"}},
    }
    done.append(("form", slack.submit(filled)))
    for action in ("home_edit", "home_mute", "home_unmute", "home_remove"):
        count = len(slack.homes)
        slack.event({"type": "app_home_opened", "tab": "home", "user": SOMEBODY})
        slack.wait(lambda count=count: len(slack.homes) > count, 30)  # type: ignore[misc]
        done.append(("button", slack.press_in_home(action)))
        slack.wait(lambda done=done: done[-1][1].acked, 30)  # type: ignore[misc]
    with store.begin() as unit:
        decisions.set_review_channel(unit, TEAM, REVIEW, utc_now())
    unsure = replace(MEMORANDUM, parties=("SA",), concluded=PartialDate(1999))
    publish(store, unsure, url="https://www.saip.gov.sa/unsure", publisher="SA")
    slack.wait(lambda: any(m.channel == REVIEW for m in slack.messages), 30)
    message = next(m for m in slack.messages if m.channel == REVIEW)
    question = {**message.body, "ts": message.ts}
    done.append(("button", slack.press(question, "review-fix", channel=REVIEW)))
    done.append(("button", slack.press(question, "review-approve", channel=REVIEW)))
    slack.wait(lambda: done[-1][1].answers, 30)
    return done


def events(slack: FakeSlack) -> list[tuple[str, Interaction]]:
    link = {"domain": "epo.org", "url": "https://www.epo.org/ip5"}
    happened: list[dict[str, object]] = [
        {"type": "app_mention", "channel": CHANNEL, "user": SOMEBODY, "text": "<@U1> latest"},
        {"type": "link_shared", "channel": CHANNEL, "message_ts": "1.1", "links": [link]},
        {"type": "member_joined_channel", "channel": "C0NEWS", "user": BOT_USER},
        {"type": "member_left_channel", "channel": "C0NEWS", "user": BOT_USER},
        {"type": "channel_archive", "channel": "C0NEWS", "user": SOMEBODY},
        {"type": "channel_unarchive", "channel": "C0NEWS", "user": SOMEBODY},
        {"type": "channel_deleted", "channel": "C0NEWS"},
        {"type": "channel_rename", "channel": {"id": "C0NEWS", "name": "renamed"}},
        {"type": "channel_id_changed", "old_channel_id": "C0OLD", "new_channel_id": "C0NEWS"},
        {"type": "some_event_of_the_future"},
    ]
    done = [("event", slack.event(event)) for event in happened]
    read = slack.read_this({"text": "<https://www.epo.org/ip5>"})
    slack.wait(lambda: read.answers and slack.unfurls, 30)
    return [*done, ("shortcut", read)]


def over_http(slack: FakeSlack, url: str, address: str) -> Iterator[str]:
    """The commands once more as signed requests, some while the store is locked."""
    wait_for_port(address)
    asked = [" ".join(c.split()) for c in COMMANDS.split("·")]
    for what, texts, lock in (
        ("by signed HTTP", asked, False),
        (
            "by signed HTTP, the store locked",
            ["latest", "subscribe year:1980 confirm:yes"] * 10,
            True,
        ),
    ):
        with locked(url) if lock else nullcontext(), ThreadPoolExecutor(8) as browsers:
            post = partial(post_signed, slack, address, what)
            seconds = list(browsers.map(post, range(len(texts)), texts))
        print(f"{len(texts)} acknowledgements, {what}: {figures(seconds)}")
        if max(seconds) >= 0.5:
            yield f"an acknowledgement took {max(seconds):.2f} s"
        answers = [slack.interactions[f"{what}-{n}".replace(" ", "-")] for n in range(len(texts))]
        slack.wait(lambda answers=answers: all(i.answers for i in answers), 60)  # type: ignore[misc]


def post_signed(slack: FakeSlack, address: str, what: str, number: int, text: str) -> float:
    """Send a command as Slack does; the seconds until it was acknowledged."""
    name = f"{what}-{number}".replace(" ", "-")
    slack.interactions[name] = Interaction(name, time.monotonic())
    body = urlencode(
        {
            "command": "/accord",
            "text": text,
            "team_id": TEAM,
            "channel_id": CHANNEL,
            "user_id": SOMEBODY,
            "response_url": slack.api.replace("/api/", f"/response/{name}"),
            "trigger_id": name,
        }
    )
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
    }
    start = time.monotonic()
    request = Request(f"http://{address}/slack/events", body.encode(), headers)
    with build_opener().open(request, timeout=10) as answer:
        answer.read()
    return time.monotonic() - start


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for_port(address: str) -> None:
    host, _, port = address.partition(":")
    end = time.monotonic() + 120
    while True:
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def announcements(slack: FakeSlack, store: Store, given: argparse.Namespace) -> Iterator[str]:
    """Announcements to many channels, a part of the posts with a fault."""
    channels = [f"C0MANY{number:03d}" for number in range(given.channels)]
    settled(store, 0)
    with store.begin() as unit:
        for channel in channels:
            subscriptions.add(
                unit, workspace=TEAM, channel=channel, query_text="", made_by=None, now=utc_now()
            )
    wanted = given.announcements * given.channels
    chance = random.Random(given.seed)
    faults = {
        Fault(Trouble.RATE, 2): 3,
        Fault(Trouble.RESET): 2,
        Fault(Trouble.RESET_AFTER): 3,
        Fault(Trouble.STATUS, 503): 2,
        Fault(Trouble.STATUS_AFTER, 502): 2,
        Fault(Trouble.NO_JSON_AFTER): 1,
        Fault(Trouble.ERROR, "internal_error"): 1,
    }
    count = round(wanted * SHARE_OF_FAULTS)
    chosen = chance.choices(list(faults), weights=list(faults.values()), k=count)
    before, first_call = len(slack.messages), len(slack.calls)
    slack.chance = lambda: chosen.pop() if chosen and chance.random() < 0.2 else None
    with store.read() as unit:
        told_before = outbox.counts(unit)["posted"]
    start = time.monotonic()
    for number in range(given.announcements):
        agreement = replace(news(number + 1), areas=(f"subject {number:04d}",))
        publish(store, agreement, url=f"https://www.saip.gov.sa/a{number}", publisher="SA")
    settled(store, wanted, told_before)
    took = time.monotonic() - start
    slack.chance = lambda: None
    told = slack.messages[before:]
    keys = Counter(m.body["metadata"]["event_payload"]["key"] for m in told)
    gaps, in_order = [], True
    for channel in channels:
        mine = [m for m in told if m.channel == channel]
        gaps += [b.at - a.at for a, b in pairwise(mine)]
        subjects = [m.text.split("subject ")[1][:4] for m in mine]
        in_order = in_order and subjects == sorted(subjects)
    tries = sum(name == "chat.postMessage" for name, _, _ in slack.calls[first_call:])
    looks = sum(name.startswith("conversations.") for name, _, _ in slack.calls[first_call:])
    print(
        f"{wanted} announcements to {given.channels} channels in {took:.0f} s"
        f" ({wanted / took:.1f} a second), {count - len(chosen)} faults, {tries} posts,"
        f" {looks} looks into channels"
    )
    print(
        f"  lost {wanted - len(keys)}, twice {sum(n > 1 for n in keys.values())},"
        f" in order: {in_order}, shortest time between two posts in a channel {min(gaps):.2f} s"
    )
    if len(keys) != wanted:
        yield f"{wanted - len(keys)} announcements are lost"
    if len(told) != len(keys):
        yield f"{len(told) - len(keys)} messages too many"
    if min(gaps) < 0.99:
        yield f"two posts in a channel within {min(gaps):.2f} s"
    if not in_order:
        yield "a channel was told in another order"
    yield from too_early(slack.refused, [(m.at, m.channel) for m in told])


def too_early(refused: list[tuple[float, float]], posts: list[tuple[float, str]]) -> Iterator[str]:
    """Posts that were taken while Slack had asked to wait."""
    for at, wait in refused:
        early = [p for p in posts if at + 0.05 < p[0] < at + wait - 0.05]
        if early:
            yield f"{len(early)} posts within the {wait:.0f} s that Slack asked to wait"


def settled(store: Store, wanted: int, before: int = 0) -> None:
    end = time.monotonic() + 900
    while True:
        with store.read() as unit:
            counts = outbox.counts(unit)
        if counts["posted"] - before >= wanted and not counts["waiting"] and not counts["posting"]:
            return
        if time.monotonic() > end:
            raise SystemExit(f"not all was told in 15 minutes: {counts}")
        time.sleep(0.5)


@contextmanager
def locked(url: str) -> Iterator[None]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def report(what: str, done: list[Interaction]) -> Iterator[str]:
    seconds = [i.ack_seconds for i in done]
    print(f"{len(done)} acknowledgements, {what}: {figures(seconds)}")
    if max(seconds) >= 0.5:
        yield f"an acknowledgement took {max(seconds):.2f} s"


def figures(seconds: list[float]) -> str:
    in_order = sorted(seconds)
    slow = in_order[min(len(in_order) - 1, int(len(in_order) * 0.99))]
    median = statistics.median(in_order)
    named = (("median", median), ("p99", slow), ("max", in_order[-1]))
    return ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in named)


def time_to_answer(interaction: Interaction) -> float:
    return (interaction.answered or interaction.sent) - interaction.sent


if __name__ == "__main__":
    sys.exit(main())

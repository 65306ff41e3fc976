"""Checking an installation, step by step, and saying what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cli.errors import FAILED
from cli.finding import Finding
from config.settings import Settings, WrongSetting
from config.yaml_file import WrongVocabulary

if TYPE_CHECKING:
    from slack_sdk import WebClient

_LEAST_FREE = 500_000_000
_INVITE = "Invite the app there, or name another channel in ACCORD_OPERATOR_CHANNEL."


def run_doctor(environ: Mapping[str, str]) -> int:
    """Print one line a check; the status is 1 where something has to be done."""
    failed = 0
    for finding in _findings(environ):
        print(f"{'ok  ' if finding.well else 'FAIL'}  {finding.what}: {finding.says}")
        if finding.do:
            print(f"      {finding.do}")
        failed += not finding.well
    print(f"{failed} to be mended." if failed else "All is well.")
    return FAILED if failed else 0


def _findings(environ: Mapping[str, str]) -> Iterator[Finding]:
    try:
        settings = Settings.from_environ(environ)
    except WrongSetting as error:
        yield Finding("settings", False, str(error), "Change or unset it, then call me again.")
        return
    yield Finding("settings", True, "understood")
    for check in (_vocabulary, _sources, _data_dir, _store, _broker, _slack):
        yield check(settings)
    from cli.doctor_work import work_findings

    yield from work_findings(settings)


def _vocabulary(_settings: Settings) -> Finding:
    from config.vocabulary import load_vocabulary

    try:
        vocabulary = load_vocabulary()
    except WrongVocabulary as error:
        return Finding("vocabulary", False, str(error), "Mend that line of the file.")
    return Finding("vocabulary", True, f"{len(vocabulary.offices)} offices")


def _sources(settings: Settings) -> Finding:
    from config.sources import load_sources

    try:
        sources = load_sources(settings.sources)
    except WrongVocabulary as error:
        return Finding("sources", False, str(error), "Mend that line of the file.")
    origin = settings.sources or "built in"
    return Finding("sources", True, f"{len(sources)} press rooms ({origin})")


def _data_dir(settings: Settings) -> Finding:
    path = settings.data_dir
    existing = next(parent for parent in (path, *path.parents) if parent.exists())
    if not os.access(existing, os.W_OK):
        return Finding(
            "data directory",
            False,
            f"{path} cannot be written",
            "Name another in ACCORD_DATA_DIR, or give this one to your user.",
        )
    free = shutil.disk_usage(existing).free
    if free < _LEAST_FREE:
        return Finding(
            "data directory",
            False,
            f"{path} has only {free / 1e6:.0f} MB left",
            "Make room: on a full disk nothing is announced until there is some.",
        )
    return Finding("data directory", True, f"{path}, {free / 1e9:.0f} GB free")


def _store(settings: Settings) -> Finding:
    from store import Store
    from store.errors import EmptyStore, NotMigrated, StoreError

    try:
        store = Store.open(settings.database_url.get_secret_value())
        try:
            with store.read():
                return Finding("store", True, "answers, and is of this version")
        finally:
            store.close()
    except EmptyStore:
        if settings.embedded:
            return Finding("store", True, "not there yet; `accord up` makes it")
        return Finding("store", False, "empty", "Run `accord migrate` once.")
    except NotMigrated:
        do = "Run `accord backup`, then `accord migrate` once."
        return Finding("store", False, "of an earlier version", do)
    except StoreError as error:
        return Finding("store", False, str(error), "Then call me again.")


def _broker(settings: Settings) -> Finding:
    if settings.embedded:
        return Finding("broker", True, "inside the process; production wants Redis")
    import redis

    client = redis.Redis.from_url(
        settings.broker_url.get_secret_value(), socket_timeout=5, socket_connect_timeout=5
    )
    try:
        server = client.info("server")
        policy = str(client.info("memory").get("maxmemory_policy", "noeviction"))
    except (redis.RedisError, OSError) as error:
        return Finding(
            "broker",
            False,
            f"Redis does not answer ({error})",
            "Start it, or set ACCORD_BROKER_URL.",
        )
    finally:
        client.close()
    if policy != "noeviction":
        return Finding(
            "broker",
            False,
            f"Redis drops messages when its memory is full ({policy})",
            "Set maxmemory-policy noeviction.",
        )
    if "valkey_version" in server:
        return Finding("broker", True, f"Valkey {server['valkey_version']} answers")
    version = str(server.get("redis_version", ""))
    if newer := outdated(version):
        return Finding(
            "broker",
            False,
            f"Redis {version} has a known hole (CVE-2025-49844)",
            f"Install Redis {newer} or newer, or see that your distribution has mended it.",
        )
    return Finding("broker", True, f"Redis {version} answers")


def outdated(version: str) -> str | None:
    """The release of a Redis's line in which CVE-2025-49844 was mended, if it is older."""
    numbers = tuple(int(part) for part in version.split(".")[:3] if part.isdigit())
    for mended in (7, 2, 11), (7, 4, 6), (8, 0, 4), (8, 2, 2):
        if numbers[:2] == mended[:2] and numbers < mended:
            return ".".join(map(str, mended))
    return None


def _slack(settings: Settings) -> Finding:
    if settings.slack_bot_token is None:
        return Finding("Slack", True, "no token; alerts are shown in the terminal")
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError, SlackClientError

    from bot.operator import NOBODY

    token = settings.slack_bot_token.get_secret_value()
    client = WebClient(token=token, base_url=settings.slack_api_url, timeout=10)
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        reason = error.response.get("error", "refused")
        do = "Copy the bot token (xoxb-...) of the installed app again into SLACK_BOT_TOKEN."
        return Finding("Slack", False, f"refuses the bot token ({reason})", do)
    except (SlackClientError, OSError) as error:
        return Finding("Slack", False, f"does not answer ({error})", "Check the network or proxy.")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        do = "Set SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET for HTTP: commands get no answer."
        return Finding("Slack", False, "no app-level token (xapp-...), no signing secret", do)
    channel = settings.operator_channel
    if channel is not None and (trouble := _cannot_tell(client, channel)):
        return Finding("Slack", False, f"the operator's channel {channel}: {trouble}", _INVITE)
    if channel is None:
        return Finding("Slack", False, "no ACCORD_OPERATOR_CHANNEL", NOBODY)
    return Finding("Slack", True, f"speaks to {answer.get('team', 'the workspace')}")


def _cannot_tell(client: WebClient, channel: str) -> str | None:
    """Why nothing can be posted in a channel, as far as can be seen without posting."""
    from slack_sdk.errors import SlackApiError

    if channel.startswith(("U", "W")):
        return None  # a member, whose direct messages are opened when there is something to say
    try:
        found = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        return str(error.response.get("error", "cannot be looked at"))
    return None if found.get("is_member") or found.get("is_im") else "the app is not in it"

"""Checking an installation, step by step, and saying what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cli.errors import FAILED
from config.settings import Settings, WrongSetting
from config.yaml_file import WrongVocabulary


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `do` says what to do where it isn't well."""

    what: str
    well: bool
    says: str
    do: str | None = None


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
    if os.access(existing, os.W_OK):
        return Finding("data directory", True, str(path))
    return Finding(
        "data directory",
        False,
        f"{path} cannot be written",
        "Name another in ACCORD_DATA_DIR, or give this one to your user.",
    )


def _store(settings: Settings) -> Finding:
    from store import Store
    from store.errors import NotMigrated, StoreError

    try:
        store = Store.open(settings.database_url.get_secret_value())
        try:
            with store.read():
                return Finding("store", True, "answers, and is of this version")
        finally:
            store.close()
    except NotMigrated:
        if settings.embedded:
            return Finding("store", True, "not there yet; `accord up` makes it")
        return Finding("store", False, "not of this version", "Run `accord migrate` once.")
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
        client.ping()
    except (redis.RedisError, OSError) as error:
        return Finding(
            "broker",
            False,
            f"Redis does not answer ({error})",
            "Start it, or set ACCORD_BROKER_URL.",
        )
    finally:
        client.close()
    return Finding("broker", True, "Redis answers")


def _slack(settings: Settings) -> Finding:
    if settings.slack_bot_token is None:
        return Finding("Slack", True, "no token; alerts are shown in the terminal")
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError, SlackClientError

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
    if settings.slack_app_token is None:
        do = "Set SLACK_APP_TOKEN, or commands in Slack get no answer."
        return Finding("Slack", False, "no app-level token (xapp-...)", do)
    return Finding("Slack", True, f"speaks to {answer.get('team', 'the workspace')}")

"""A process's health and metrics over HTTP: `/live`, `/ready` and `/metrics`."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from redis import Redis, RedisError

from config.settings import Settings
from store import Store, pulse
from store.errors import StoreError
from worker.clock import now
from worker.metrics import StoreMetrics

Check = Callable[[], str | None]
"""What is wrong, in words for a person; None if nothing is."""

BEAT_SILENT = timedelta(seconds=60)
_BROKER_SECONDS = 2.0

_log = logging.getLogger(__name__)


def store_check(store: Store, who: str) -> Check:
    """Whether the store can be written."""

    def check() -> str | None:
        try:
            with store.begin() as unit:
                pulse.touch(unit, who, now())
        except StoreError as trouble:
            return str(trouble)
        return None

    return check


def broker_check(settings: Settings) -> Check:
    """Whether Redis answers."""
    address = settings.broker_url.get_secret_value()

    def check() -> str | None:
        client = Redis.from_url(
            address, socket_timeout=_BROKER_SECONDS, socket_connect_timeout=_BROKER_SECONDS
        )
        try:
            client.ping()
        except (RedisError, OSError) as trouble:
            return f"Redis does not answer ({trouble})"
        finally:
            client.close()
        return None

    return check


def beat_check(store: Store) -> Check:
    """Whether the schedule's ticks reach the workers."""

    def check() -> str | None:
        try:
            with store.read() as unit:
                tick = pulse.last_tick(unit)
        except StoreError as trouble:
            return str(trouble)
        if tick is None:
            return "no tick of the schedule has come to a worker yet"
        silent = now() - tick
        if silent > BEAT_SILENT:
            return f"the last tick of the schedule came {silent.total_seconds():.0f} s ago"
        return None

    return check


def slack_check(connected: Callable[[], bool]) -> Check:
    """Whether the bot is connected with Slack."""
    return lambda: None if connected() else "not connected with Slack"


@contextmanager
def shown_health(
    settings: Settings, store: Store, *, live: Check, ready: Mapping[str, Check]
) -> Iterator[int | None]:
    """Serve health and metrics at ACCORD_HTTP_ADDRESS for the block; gives the port.

    Serves nothing, and gives None, where the setting is not set. Raises OSError where the address
    cannot be listened at.
    """
    if settings.http_address is None:
        yield None
        return
    host, _, port = settings.http_address.rpartition(":")
    metrics = StoreMetrics(store)
    REGISTRY.register(metrics)
    server = ThreadingHTTPServer((host, int(port)), _handler(live, ready, REGISTRY))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="accord-health", daemon=True)
    thread.start()
    _log.info("Health and metrics are shown at port %s.", server.server_port)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        REGISTRY.unregister(metrics)


def _handler(
    live: Check, ready: Mapping[str, Check], registry: CollectorRegistry
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            match self.path.split("?")[0]:
                case "/live":
                    self._checked({"loop": live})
                case "/ready":
                    self._checked({"loop": live, **ready})
                case "/metrics":
                    self._answer(200, CONTENT_TYPE_LATEST, generate_latest(registry))
                case _:
                    self._answer(404, "text/plain", b"/live, /ready or /metrics\n")

        def _checked(self, checks: Mapping[str, Check]) -> None:
            found = {name: check() for name, check in checks.items()}
            well = not any(found.values())
            body = {"well": well, "checks": {n: says or "well" for n, says in found.items()}}
            self._answer(200 if well else 503, "application/json", json.dumps(body).encode())

        def _answer(self, status: int, media_type: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Probes come every few seconds; they are not worth a line."""

    return Handler

"""The one HTTP client: polite to hosts, closed to private networks, bounded in time and size."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from ipaddress import ip_address, ip_network
from urllib.parse import urljoin, urlsplit

from accord import __version__
from worker.addresses import Network, Target, origin, read_target
from worker.errors import Busy, NotFetched, Refused, Unreachable
from worker.exchange import FEED, PAGE, PDF, Answer, Limits, Redirect, ask
from worker.kept import KeptConnections
from worker.pace import REST_SECONDS, Pace, ProcessPace
from worker.robots import AGENT, Robots, Rules, SharedRobots

__all__ = ["FEED", "PAGE", "PDF", "Answer", "Client", "Limits", "named_port", "user_agent"]

MAX_REDIRECTS = 5
PATIENCE_SECONDS = 5.0
# The sample press room and trials listen on this machine, where nobody is troubled by haste.
_OWN_REST_SECONDS = 0.02
_LOOPBACK = ip_network("127.0.0.1/32")
_ROBOTS = Limits(30.0, 2_000_000)


def user_agent(contact: str | None) -> str:
    """How Accord names itself to press rooms."""
    printable = "".join(c if " " <= c <= "~" else " " for c in contact or "").strip()
    who = printable or "its operator left no address"
    return f"{AGENT}/{__version__} (watches press rooms of IP offices; {who})"


class Client:
    """Fetches documents by http and https. Thread-safe.

    `allowed` are private networks that may be fetched all the same, `allowed_rest` the seconds
    between two requests to an address in them; to all others it is one second, or what a host's
    robots.txt asks for. `own` are origins (`127.0.0.1:PORT`) at which this process itself serves.
    A host whose turn does not come in `patience` seconds is Busy.
    """

    def __init__(
        self,
        *,
        contact: str | None = None,
        allowed: Collection[Network] = (),
        allowed_rest: float = REST_SECONDS,
        own: Collection[str] = (),
        pace: Pace | None = None,
        robots: SharedRobots | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._headers = {"User-Agent": user_agent(contact)}
        self._allowed = tuple(allowed)
        self._allowed_rest = allowed_rest
        self._own = frozenset(own)
        self._patience = patience
        self._pace = pace or ProcessPace()
        self._closed = threading.Event()
        self._kept = KeptConnections()
        self._robots = Robots(self._read_robots, robots)

    def get(
        self,
        url: str,
        *,
        limits: Limits = PAGE,
        etag: str | None = None,
        last_modified: str | None = None,
        ports: Collection[int] = (),
        patience: float | None = None,
    ) -> Answer:
        """Fetch one address, following redirects.

        With `etag` or `last_modified` the request is conditional. `ports` are allowed beside 80
        and 443. A PDF gets its own, wider limits. `patience` is how many seconds the host's turn
        is waited for, in place of the client's own beside the host's rest. Raises a kind of
        NotFetched.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        return self._follow(read_target(url, ports), headers, limits, ports, patience=patience)

    def close(self) -> None:
        """Break off what is being fetched, and fetch nothing more: each is Busy from now on."""
        self._closed.set()
        self._kept.close()

    def rest(self, url: str) -> float:
        """Seconds between two requests to the address's host, as far as is known now."""
        try:
            target = read_target(url, named_port(url))
        except Refused:
            return REST_SECONDS
        return self._rest(target, self._robots.known(target) or Rules())

    def reserve(self, url: str, horizon: float, requests: int = 1) -> float | None:
        """Seconds until a moment for a request to the address's host, or for several in a row,
        that no other is planned for; None if that were more than `horizon` away."""
        return self._pace.reserve(origin(url), self.rest(url) * requests, horizon)

    def _follow(
        self,
        target: Target,
        headers: Mapping[str, str],
        limits: Limits,
        ports: Collection[int],
        *,
        obey: bool = True,
        patience: float | None = None,
    ) -> Answer:
        hops = [target]
        spent, moved_to, permanent = 0.0, None, True
        while True:
            rules = self._rules(target) if obey else Rules()
            rules.require(target)
            rest = self._rest(target, rules)
            wait = rest + self._patience if patience is None else patience
            with self._pace.turn(target.origin, rest, wait):
                began = time.monotonic()
                outcome = self._ask(target, headers, limits, spent)
                spent += time.monotonic() - began
            if isinstance(outcome, Answer):
                return replace(outcome, moved_to=moved_to)
            target = _next_hop(hops, outcome, ports)
            permanent = permanent and outcome.permanent
            moved_to = target.url if permanent else moved_to
            hops.append(target)

    def _rules(self, target: Target) -> Rules:
        """The host's rules. A delay that they ask for begins with their own reading."""
        rules = self._robots.known(target)
        if rules is None:
            rules = self._robots.read(target)
            if rules.crawl_delay:
                self._pace.hold(target.origin, rules.crawl_delay)
        return rules

    def _ask(
        self, target: Target, headers: Mapping[str, str], limits: Limits, spent: float
    ) -> Answer | Redirect:
        try:
            return ask(
                target,
                self._headers | dict(headers),
                allowed=(_LOOPBACK,) if target.origin in self._own else self._allowed,
                limits=limits,
                kept=self._kept,
                spent=spent,
                closed=self._closed,
            )
        except Busy as busy:
            self._pace.hold(target.origin, busy.retry_after)
            raise

    def _rest(self, target: Target, rules: Rules) -> float:
        if target.origin in self._own:
            return _OWN_REST_SECONDS
        rest = self._allowed_rest if self._is_allowed(target) else REST_SECONDS
        return max(rest, rules.crawl_delay)

    def _is_allowed(self, target: Target) -> bool:
        try:
            address = ip_address(target.host)
        except ValueError:
            return False
        return any(address in network for network in self._allowed)

    def _read_robots(self, target: Target) -> bytes | None:
        try:
            return self._follow(target, {}, _ROBOTS, (target.port,), obey=False).content
        except NotFetched as failure:
            # RFC 9309, 2.3.1.3: a host that shows no robots.txt allows everything.
            if failure.status is not None and 400 <= failure.status < 500 and failure.status != 429:
                return None
            raise


def named_port(url: str) -> tuple[int, ...]:
    """The port that an address names, as `Client.get` takes it; none where it names none."""
    try:
        port = urlsplit(url).port
    except ValueError:
        return ()
    return () if port is None else (port,)


def _next_hop(hops: list[Target], redirect: Redirect, ports: Collection[int]) -> Target:
    here = hops[-1]
    try:
        # Headers are read as Latin-1, but a location with other letters is UTF-8.
        location = redirect.location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        location = redirect.location
    try:
        target = read_target(urljoin(here.url, location), ports)
    except ValueError:
        raise Unreachable(f"{here.host} redirects to what is no address.") from None
    if here.scheme == "https" and target.scheme == "http":
        raise Refused(f"{here.host} redirects from https to http, to {target.host}.")
    if target in hops:
        raise Unreachable(f"{here.host} redirects in a circle.")
    if len(hops) > MAX_REDIRECTS:
        raise Unreachable(f"{here.host} redirects more than {MAX_REDIRECTS} times.")
    return target

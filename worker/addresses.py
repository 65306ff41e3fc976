"""Which addresses may be fetched: the guard against requests into private networks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from worker.errors import Refused, Unreachable

Network = IPv4Network | IPv6Network

DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_URL = 4096

# Python 3.11 calls some of these global: translation and relay prefixes can carry a private
# address, and documentation and protocol blocks belong to no host.
_REFUSED_4 = tuple(IPv4Network(n) for n in ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4"))
_UNICAST_6 = IPv6Network("2000::/3")
_REFUSED_6 = tuple(IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address in its parts. `path` begins with a slash and includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Host and port, by which pace and robots.txt are kept."""
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address as it is requested."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def read_target(url: str, ports: Collection[int] = ()) -> Target:
    """Read an address; `ports` are allowed beside 80 and 443.

    Raises Refused for what is never fetched: another scheme or port, a user name, no host.
    """
    if len(url) > _MAX_URL:
        raise Refused(f"The address is longer than {_MAX_URL} characters.")
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        # Also folds full-width letters and digits, which resolvers read like plain ones.
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:
        raise Refused(f"{url} is not an address.") from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise Refused(f"{url} is not an http or https address.")
    if not host:
        raise Refused(f"{url} names no host.")
    if parts.username is not None or parts.password is not None:
        raise Refused("An address with a user name or password in it is not fetched.")
    port = DEFAULT_PORTS[scheme] if port is None else port
    if port not in (80, 443, *ports):
        raise Refused(f"Port {port} of {host} is not one that its source names.")
    path = quote(parts.path, safe="/%~!$&'()*+,;=:@-._") or "/"
    query = quote(parts.query, safe="/%~!$&'()*+,;=:@-._?")
    return Target(scheme, host.rstrip(".").lower(), port, f"{path}?{query}" if query else path)


def origin(url: str) -> str:
    """Host and port of an address, to tell hosts apart; empty for what is no address."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname}:{parts.port or DEFAULT_PORTS.get(parts.scheme)}"
    except ValueError:
        return ""


def refusal(address: IPv4Address | IPv6Address, allowed: Collection[Network] = ()) -> str | None:
    """Why no connection is made to an address, or None if it may be made."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in allowed):
        return None
    if isinstance(address, IPv4Address):
        public = address.is_global and not address.is_multicast
        refused = not public or any(address in network for network in _REFUSED_4)
    else:
        public = address.is_global and address in _UNICAST_6
        refused = not public or any(address in network for network in _REFUSED_6)
    return f"{address} is not a public address" if refused else None


def resolve(host: str, port: int, timeout: float) -> list[IPv4Address | IPv6Address]:
    """The addresses of a host, in the resolver's order.

    Raises Unreachable when there are none or `timeout` seconds have passed.
    """
    found: list[IPv4Address | IPv6Address] = []
    problems: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(ip_address(str(row[4][0])) for row in rows)
        except (OSError, UnicodeError) as error:
            problems.append(error)

    # getaddrinfo knows no time limit; one that hangs is left behind with its thread.
    thread = threading.Thread(target=look_up, name="resolve", daemon=True)
    thread.start()
    thread.join(timeout)
    if thread.is_alive():
        raise Unreachable(f"The name {host} was not resolved within {timeout:.0f} s.")
    if problems or not found:
        raise Unreachable(f"The name {host} cannot be resolved.")
    return list(dict.fromkeys(found))

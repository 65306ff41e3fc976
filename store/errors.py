"""What can be wrong with a store, each with what to do about it.

No message holds a password: addresses are shown through `shown_address`.
"""

from __future__ import annotations

from sqlalchemy.engine import URL


class StoreError(Exception):
    """The store cannot be used; the text says why and what to do, for a person."""


class WrongAddress(StoreError):
    """The address names no SQLite file and no PostgreSQL database."""


class Unreachable(StoreError):
    """The store does not answer now: server gone, disk full, locked for too long. Try later."""


class Unwritable(StoreError):
    """The SQLite file cannot be made or written where the address puts it."""


class NotAStore(StoreError):
    """What stands at the address belongs to something else."""


class NotMigrated(StoreError):
    """The store is empty or of an older version than the program."""


class EmptyStore(NotMigrated):
    """Nothing stands at the address yet."""


class NewerStore(StoreError):
    """The store was written by a newer version than the program."""


class WrongRevision(StoreError):
    """The store cannot be brought to that revision of its tables."""


class NotFound(LookupError):
    """No row of that id."""


def shown_address(url: URL) -> str:
    """The address as people may see it: without password, query and driver."""
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{url.database or ''}"
    host = url.query.get("host", url.host) or "localhost"
    port = f":{url.port}" if url.port else ""
    user = f"{url.username}@" if url.username else ""
    return f"postgresql://{user}{host}{port}/{url.database or ''}"

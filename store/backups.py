"""Copies of a store, made while it is used, checked, and brought back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from store import verifying
from store.engine import Store
from store.errors import NewerStore, NotMigrated, StoreError

_SQLITE, _POSTGRESQL = b"SQLite format 3\x00", b"PGDMP"
_BUSY_SECONDS = 30


class BackupFailed(StoreError):
    """No good copy was made, or a copy cannot be brought back; the text says why."""


def back_up(url: str, file: Path, now: datetime) -> int:
    """Copy a store into a new file, check the copy, and return its size in bytes.

    The store may be written meanwhile: the copy is that of one moment. Raises StoreError.
    """
    if file.exists():
        raise BackupFailed(f"{file} exists already; name a new file.")
    if not file.parent.is_dir():
        raise BackupFailed(f"There is no directory {file.parent}.")
    # A store of another version is copied too: before it is migrated is the time for it.
    with suppress(NotMigrated, NewerStore), Store.open(url) as store, store.begin() as unit:
        verifying.backing_up(unit, now)
    part = file.with_name(file.name + ".part")
    try:
        if (path := _sqlite_path(url)) is not None:
            _copy_sqlite(path, part)
        else:
            _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={part}")
            _run("pg_restore", None, "--file=/dev/null", str(part))
        part.replace(file)
    except (OSError, sqlite3.Error) as trouble:
        raise BackupFailed(f"{file} cannot be written ({trouble}).") from trouble
    finally:
        part.unlink(missing_ok=True)
    return file.stat().st_size


def restore(url: str, file: Path, now: datetime) -> int:
    """Bring a copy back into an empty store, bring that to this version, and have what the copy
    does not know as told looked for in the channels first; returns how many such deliveries
    stand. Raises StoreError."""
    kind, path = _kind(file), _sqlite_path(url)
    if (path is not None) is not (kind == _SQLITE):
        ours, theirs = ("SQLite", "PostgreSQL") if path is not None else ("PostgreSQL", "SQLite")
        raise BackupFailed(f"{file} is a copy of a {theirs} store; this store is {ours}.")
    if path is not None:
        _place_sqlite(file, path)
    else:
        _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", str(file))
    with Store.open(url) as store:
        store.migrate()
        with store.begin() as unit:
            return verifying.begin(unit, now)


def _kind(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            start = opened.read(16)
    except OSError as trouble:
        raise BackupFailed(f"{file} cannot be read ({trouble.strerror}).") from trouble
    for kind in (_SQLITE, _POSTGRESQL):
        if start.startswith(kind):
            return kind
    raise BackupFailed(f"{file} is no backup of Accord's.")


def _sqlite_path(url: str) -> Path | None:
    address = make_url(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def _copy_sqlite(path: Path, to: Path) -> None:
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as source:
        with closing(sqlite3.connect(to)) as copy:
            source.backup(copy)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        _check_sqlite(to)


def _check_sqlite(path: Path) -> None:
    with path.open("rb") as opened:
        head = opened.read(100)
    page, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    # SQLite reads what is missing of the last page as zeros and finds nothing wrong.
    if path.stat().st_size != (65_536 if page == 1 else page) * pages:
        raise BackupFailed(f"{path} is not whole.")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise BackupFailed(f"The copy is damaged: {found[0]}")
        if copy.execute("PRAGMA foreign_key_check").fetchone():
            raise BackupFailed("The copy holds rows that refer to nothing.")


def _place_sqlite(file: Path, path: Path) -> None:
    if path.exists() and path.stat().st_size:
        raise BackupFailed(
            f"There is a store at {path}. Move it away, and its -wal and -shm files with it."
        )
    try:
        _check_sqlite(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        shutil.copyfile(file, part)
        part.replace(path)
    except (OSError, sqlite3.Error) as trouble:
        raise BackupFailed(f"{file} cannot be brought back ({trouble}).") from trouble


def _run(program: str, url: str | None, *arguments: str) -> None:
    """Run one of PostgreSQL's client programs on a database, or on none."""
    found = shutil.which(program)
    if found is None:
        raise BackupFailed(
            f"{program} is not installed here. Install PostgreSQL's client programs, of the "
            "server's version or newer."
        )
    environment = dict(os.environ)
    where: list[str] = []
    if url is not None:
        # A password among the arguments could be seen by everybody on the machine.
        address = make_url(url)
        environment |= {"PGPASSWORD": str(address.password)} if address.password else {}
        where = [f"--dbname={_without_password(address)}"]
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program, with paths as arguments
        [found, *where, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or f"exit status {done.returncode}").splitlines()
        raise BackupFailed(f"{program} failed: {said[0]}")


def _without_password(address: URL) -> str:
    plain = URL.create(
        "postgresql",
        username=address.username,
        host=address.host,
        port=address.port,
        database=address.database,
        query=address.query,
    )
    return plain.render_as_string(hide_password=False)

"""A disk that is really full under PostgreSQL. SQLite's is in `test_opening.py`."""

import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from store import Store, releases
from store.errors import Unreachable
from tests.servers import postgresql_server
from tests.store.build import NOW


@pytest.fixture
def small_disk(monkeypatch):
    """A file system of 120 MB, on which temporary directories are made."""
    with tempfile.TemporaryDirectory(prefix="accord-disk-") as folder:
        mount = ("mount", "-t", "tmpfs", "-o", "size=120m,mode=755", "tmpfs", folder)
        if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("only who may mount file systems can fill one")
        monkeypatch.setattr(tempfile, "tempdir", folder)
        try:
            yield Path(folder)
        finally:
            subprocess.run(("umount", "--lazy", folder), check=True)


def _fill(path):
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(65536))


def _keep(store, size=100_000):
    with store.begin() as unit:
        return releases.keep_content(unit, os.urandom(size), NOW)


def _keep_many(store):
    for _ in range(100):
        _keep(store)


@pytest.mark.usefixtures("postgresql")  # skips, or in CI fails, where there is none
def test_on_a_full_disk_postgresql_is_read_and_with_room_again_written(small_disk):
    with postgresql_server() as server, Store.open(server.url(server.create_database())) as store:
        store.migrate()
        kept = _keep(store)
        _fill(small_disk / "filler")
        with pytest.raises(Unreachable, match="No space left on device"):
            _keep_many(store)
        with store.read() as unit:
            assert len(releases.content(unit, kept)) == 100_000
        (small_disk / "filler").unlink()
        kept = _keep(store)
        with store.read() as unit:
            assert len(releases.content(unit, kept)) == 100_000

"""The sample press room is read right: whoever tries Accord sees no mistake of it first."""

from __future__ import annotations

import urllib.request
from pathlib import Path

from accord.query import Query
from config.settings import Settings
from store import Store, sources
from store.search import search
from worker import fetching, parsing, polling
from worker.clock import now
from worker.sample import SampleRoom, serve_sample
from worker.services import open_services

AGREED = {
    ("memorandum_of_understanding", "KR SG", None),
    ("patent_prosecution_highway", "CA EP", None),
    ("memorandum_of_understanding", "AE KR", None),
    ("work_plan", "AU EP", None),
    ("joint_statement", "EP JP US", "TRILATERAL"),
    ("cooperation_agreement", "FR MA", None),
    ("patent_prosecution_highway", "CN KR", None),
}


def test_every_agreement_of_the_sample_is_found_and_nothing_else(
    sqlite_url: str, tmp_path: Path
) -> None:
    settings = Settings.from_environ({"ACCORD_DATA_DIR": str(tmp_path)})
    with Store.open(sqlite_url) as store, serve_sample(pace=0) as room:
        services = open_services(settings, store, own=(room.origin,))
        with store.begin() as unit:
            sources.declare(unit, room.sources, now())
            due = sources.claim_due(unit, now(), polling.LEASE, 10)
        for source_id in due:
            for release_id in polling.poll(store, services.client, services.reader, source_id):
                assert fetching.fetch(store, services.client, release_id)
                parsing.parse(services, release_id)
        services.reader.close()
        with store.read() as unit:
            hits = search(unit, Query(), limit=50).hits
    found = {
        (str(a.instrument), " ".join(a.parties), a.framework)
        for a in (hit.agreement for hit in hits)
    }
    assert found == AGREED
    (trilateral,) = (hit for hit in hits if hit.agreement.framework)
    assert trilateral.published_by == ("EP", "JP")


def test_releases_appear_one_after_the_other_once_all_have_been_looked_at() -> None:
    moment = 0.0

    def items(room: SampleRoom) -> int:
        feed = f"http://{room.origin}/ep/feed.xml"
        return int(urllib.request.urlopen(feed).read().count(b"<item>"))

    with serve_sample(clock=lambda: moment) as room:
        assert items(room) == 1
        moment = 100.0
        assert items(room) == 1, "what is new would pass for history where nobody looked yet"
        for source in room.sources:
            urllib.request.urlopen(source.url).read()
        assert items(room) == 1
        moment = 116.0
        assert items(room) == 2
        moment = 160.0
        assert items(room) == 3

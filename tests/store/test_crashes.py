"""Killed at any point, run by many at once: nothing half done, nothing told twice."""

import json
import multiprocessing
import os
import queue
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

from store import Store, agreements, outbox, releases, sources
from tests.store.build import LEASE, NOW, VOCABULARY, agreement, fetched, reading, source, subscribe
from tests.store.killing import WRITTEN

ROOT = Path(__file__).parents[2]


def test_a_release_is_recorded_whole_or_not_at_all_wherever_it_is_killed(store_url):
    run = subprocess.run(
        [sys.executable, "-m", "tests.store.killing", store_url],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
        cwd=ROOT,
    )
    *killed, done = (json.loads(line) for line in run.stdout.splitlines())
    assert len(killed) > 15
    for left in killed:
        assert left["died"]
        assert {left[name] for name in WRITTEN} == {0}, left
        assert not left["parsed"], left
    assert not done["died"]
    assert done["parsed"]
    assert (done["agreements"], done["events"], done["deliveries"]) == (2, 2, 2)


def _post_all(url, gate, results):
    """A poster that claims, posts and settles until nothing is left."""
    gate.wait(30)
    posted = []
    with Store.open(url) as store:
        idle = 0
        while idle < 20:
            with store.begin() as unit:
                claimed = outbox.claim(unit, NOW, LEASE, 3, workspace="T1")
            for delivery in claimed:
                posted.append((delivery.channel, delivery.event.id))
                with store.begin() as unit:
                    outbox.posted(unit, delivery.id, "1.0", NOW)
            if claimed:
                idle = 0
            else:
                idle += 1
                threading.Event().wait(0.02)
    results.put(posted)


def in_processes(target, *arguments, number=2):
    """What several processes give that begin at once."""
    context = multiprocessing.get_context("spawn")
    gate, results = context.Barrier(number), context.Queue()
    processes = [
        context.Process(target=target, args=(*arguments, gate, results)) for _ in range(number)
    ]
    for process in processes:
        process.start()
    answers = []
    while len(answers) < number:
        running = any(process.is_alive() for process in processes)
        try:
            answers.append(results.get(timeout=1))
        except queue.Empty:
            if not running:
                break
    for process in processes:
        process.join(20)
    assert [process.exitcode for process in processes] == [0] * number
    return answers


def test_two_posters_post_each_delivery_once(store, store_url):
    with store.begin() as unit:
        for channel in ("C1", "C2", "C3", "C4"):
            subscribe(unit, channel)
        for number in range(10):
            said = reading(agreement(concluded=f"2024-{1 + number:02}-01"))
            release_id = fetched(unit, f"https://office.example/{number}")
            agreements.record(unit, release_id, said, NOW, VOCABULARY)
    answers = in_processes(_post_all, store_url)
    posted = [message for answer in answers for message in answer]
    assert len(posted) == len(set(posted)) == 40
    for answer in answers:  # each saw the events of a channel in their order
        for channel in ("C1", "C2", "C3", "C4"):
            told = [event for where, event in answer if where == channel]
            assert told == sorted(told)


def _claim_all(url, gate, results):
    gate.wait(30)
    claimed, fetching = [], []
    with Store.open(url) as store:
        for _ in range(30):
            with store.begin() as unit:
                claimed += sources.claim_due(unit, NOW, LEASE, 2)
            with store.begin() as unit:
                for release_id in releases.unfinished(unit, NOW, 3):
                    if releases.claim(unit, release_id, NOW, LEASE):
                        fetching.append(release_id)
    results.put((claimed, fetching))


def test_two_beats_and_workers_take_each_piece_of_work_once(store, store_url):
    with store.begin() as unit:
        sources.declare(unit, [source(f"s{n}") for n in range(40)], NOW)
        for number in range(40):
            fetched(unit, f"https://office.example/{number}")
    answers = in_processes(_claim_all, store_url)
    polled = [id_ for claimed, _ in answers for id_ in claimed]
    taken = [id_ for _, fetching in answers for id_ in fetching]
    assert sorted(polled) == sorted(f"s{n}" for n in range(40))
    assert len(taken) == len(set(taken)) == 40


def _record_six(url, gate, results):
    with Store.open(url) as store:
        with store.begin() as unit:
            tried = (releases.claim(unit, id_, NOW, LEASE) for id_ in (1, 2))
            release = next(filter(None, tried))
        gate.wait(30)
        with store.begin() as unit:
            months = (agreement(concluded=f"2024-{month:02}-01") for month in range(1, 7))
            publisher = release.address[-2:].upper()
            said = reading(*months, publisher=publisher)
            results.put(agreements.record(unit, release.id, said, NOW, VOCABULARY))


def test_offices_that_publish_at_once_tell_of_one_agreement(store, store_url):
    with store.begin() as unit:
        subscribe(unit)
        fetched(unit, "https://office.example/kr")
        fetched(unit, "https://office.example/sg")
    answers = in_processes(_record_six, store_url)
    assert sorted((told.new, told.corroborated) for told in answers) == [(0, 6), (6, 0)]
    assert [told.deliveries for told in answers] == [6, 6]


def test_threads_that_write_take_turns_and_none_gives_up(sqlite_url):
    with Store.open(sqlite_url) as store, store.begin() as unit:
        sources.declare(unit, [source()], NOW)
    stores = [Store.open(sqlite_url) for _ in range(2)]
    errors = []

    def write(store):
        try:
            for _ in range(20):
                with store.begin() as unit:
                    sources.settle_failure(unit, "kr-news", NOW, reason="x", next_poll_at=NOW)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(stores[n % 2],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    with stores[0].read() as unit:
        assert sources.get(unit, "kr-news").failures == 160
    for store in stores:
        store.close()


def test_a_poster_that_dies_leaves_its_delivery_to_be_looked_into(store, store_url):
    with store.begin() as unit:
        subscribe(unit)
        agreements.record(unit, fetched(unit), reading(agreement()), NOW, VOCABULARY)
    process = multiprocessing.get_context("spawn").Process(target=_claim_and_die, args=(store_url,))
    process.start()
    process.join(30)
    assert process.exitcode == -9
    with store.begin() as unit:
        assert outbox.claim(unit, NOW + timedelta(days=1), LEASE, 10, workspace="T1") == []
        (unsure,) = outbox.unsure(unit, NOW + LEASE, "T1")
        assert unsure.attempts == 2


def _claim_and_die(url):
    with Store.open(url) as store:
        with store.begin() as unit:
            assert outbox.claim(unit, NOW, LEASE, 10, workspace="T1")
        os.kill(os.getpid(), 9)

"""The reading process: what hostile documents can and cannot do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from accord.press_release import Unreadable
from tests.worker.press_room import PressRoom
from worker.reader import Killed, Reader, ReaderBroken

STUBBORN = "tests.worker.stubborn_child"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(module=STUBBORN, wall_seconds=1.0) as opened:
        yield opened


def tell(reader: Reader, order: str) -> str:
    return reader.read_release(
        order.encode(), url=None, media_type=None, publisher=None, fetched_on=None
    ).text


def test_one_process_reads_many_documents(reader: Reader) -> None:
    assert tell(reader, "say Ünïcode \ud83d".encode("utf-8", "replace").decode()) == "Ünïcode ?"
    assert len({tell(reader, "pid") for _ in range(5)}) == 1
    assert tell(reader, "length " + "x" * 5_000_000) == "5000007"


def test_what_a_library_prints_does_not_spoil_the_answer(reader: Reader) -> None:
    assert tell(reader, "print") == "quiet"


def test_an_unreadable_document_says_why(reader: Reader) -> None:
    with pytest.raises(Unreadable, match="blank"):
        tell(reader, "refuse")


def test_a_failing_reader_is_no_traceback_but_names_the_place(reader: Reader) -> None:
    pid = tell(reader, "pid")
    with pytest.raises(Unreadable, match=r"KeyError at stubborn_child\.py:\d+"):
        tell(reader, "fail")
    with pytest.raises(Unreadable, match="nested"):
        tell(reader, "nest")
    assert tell(reader, "pid") == pid


@pytest.mark.parametrize(
    ("order", "why"), [("hang", "longer"), ("spin", "longer"), ("crash", "crashed")]
)
def test_a_document_that_kills_its_reader_costs_a_second(
    reader: Reader, order: str, why: str
) -> None:
    pid = tell(reader, "pid")
    began = time.monotonic()
    with pytest.raises(Killed, match=why):
        tell(reader, order)
    assert time.monotonic() - began < 3
    assert tell(reader, "pid") != pid
    assert not psutil.pid_exists(int(pid))


def test_a_document_gets_700_megabytes(reader: Reader) -> None:
    pid = tell(reader, "pid")
    with pytest.raises(Unreadable, match="memory"):
        tell(reader, "grow")
    assert tell(reader, "pid") != pid


@pytest.mark.parametrize("order", ["write /dev/shm/accord", "append /etc/hostname", "run", "fork"])
def test_the_reader_writes_no_file_and_starts_no_process(reader: Reader, order: str) -> None:
    with pytest.raises(Unreadable, match="Forbidden"):
        tell(reader, order)


def test_the_reader_has_no_network(reader: Reader, room: PressRoom) -> None:
    for order in (f"connect {room.port}", "resolve"):
        with pytest.raises(Unreadable, match="Forbidden"):
            tell(reader, order)
    assert room.requests == []


def test_several_threads_take_turns(reader: Reader) -> None:
    heard: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: heard.append(tell(reader, f"say {n}")))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard) == [str(n) for n in range(8)]


def test_a_closed_reader_leaves_no_process_and_opens_again() -> None:
    reader = Reader(module=STUBBORN)
    pid = int(tell(reader, "pid"))
    reader.close()
    assert not psutil.pid_exists(pid)
    assert tell(reader, "say again") == "again"
    reader.close()


def test_a_fork_does_not_share_the_process_of_its_parent(reader: Reader) -> None:
    """As in a prefork worker whose parent has read something before."""
    mine = tell(reader, "pid")
    outlet, inlet = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(inlet, tell(reader, "pid").encode())
            reader.close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(outlet, 20).decode()
    os.close(outlet)
    os.close(inlet)
    assert theirs.isdigit()
    assert theirs != mine
    assert tell(reader, "pid") == mine


def test_a_reader_that_does_not_start_says_so() -> None:
    with pytest.raises(ReaderBroken, match="exit status 1"):
        tell(Reader(module="tests.worker.no_such_child"), "say x")


@pytest.mark.parametrize("order", ["say x", "hang", "spin"])
def test_the_reading_process_dies_with_its_parent(order: str) -> None:
    code = (
        "import threading\n"
        "from worker.reader import Reader\n"
        f"reader = Reader(module={STUBBORN!r}, wall_seconds=600)\n"
        f"for order in (b'pid', {order.encode()!r}):\n"
        "    print(reader.read_release(order, url=None, media_type=None, publisher=None,"
        " fetched_on=None).text, flush=True)\n"
        "threading.Event().wait()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    time.sleep(0.2)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while psutil.pid_exists(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not psutil.pid_exists(pid)


def test_a_process_that_has_read_enough_leaves_the_next_document_to_another():
    with Reader(module="tests.worker.brief_child") as reader:
        for number in range(3):
            read = reader.read_release(
                f"<h1>Release {number}</h1><p>They met.</p>".encode(),
                url=None,
                media_type="text/html",
                publisher=None,
                fetched_on=None,
            )
            assert read.title == f"Release {number}"

"""The process that reads documents: bytes and parameters in by a pipe, plain records out.

It is started by `worker.reader` and ends when its input does. Its argument is the descriptor of a
pipe that nobody writes to: when the parent dies, the kernel closes that and ends this process
too, whatever its document has made of it.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import json
import os
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, BinaryIO

from accord.press_release import SitemapIndex, Unreadable
from worker.confinement import allow_cpu, confine
from worker.framing import entry_to_json, source_from_json

# The parent's clock ends a document first; this ends one whose parent is gone.
_CPU_SECONDS = 12
# Native heaps grow and fragment; a fresh process is cheap.
_DOCUMENTS = 500

Answer = dict[str, Any]
Work = Callable[[dict[str, Any], bytes], Answer]


def serve(load: Callable[[], Mapping[str, Work]]) -> None:
    """Do the works that `load` gives, until the input ends or the process has read enough."""
    _die_with(int(sys.argv[1]))
    requests, answers = _own_pipes()
    works = load()
    # What lives as long as the process need not be looked through for garbage with each document.
    gc.collect()
    gc.freeze()
    # From now on a message would be a write to whatever file the parent's messages go to.
    os.dup2(0, 2)
    os.dup2(0, 1)
    sys.dont_write_bytecode = True
    confine()
    _write(answers, {"ready": True})
    for left in reversed(range(_DOCUMENTS)):
        header = requests.read(8)
        if len(header) < 8:
            return
        head_size, content_size = struct.unpack("!II", header)
        request = json.loads(requests.read(head_size))
        content = requests.read(content_size)
        if len(content) < content_size:
            return
        allow_cpu(_CPU_SECONDS)
        answer = _answer(works, request, content)
        if not left:
            # Said with the answer: what is asked next would else reach a process that is ending.
            answer["worn_out"] = True
        _write(answers, answer)
        if answer.get("worn_out"):
            return


def _die_with(lifeline: int) -> None:
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    # SIGIO comes when the other end is closed, and ends a process that does not handle it.
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    # A library that prints would spoil the answers; what it prints while it's loaded is a message.
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    return requests, answers


def load_parsers() -> Mapping[str, Work]:
    """Reading releases and listings, with everything loaded that it needs."""
    from config.vocabulary import load_vocabulary  # noqa: PLC0415
    from parsers.documents.charset import decode  # noqa: PLC0415
    from parsers.extraction.dates import DateFinder  # noqa: PLC0415
    from parsers.listings import read_listing  # noqa: PLC0415
    from parsers.listings.days import day_finder  # noqa: PLC0415
    from parsers.listings.discovery import offer  # noqa: PLC0415
    from parsers.office import listing_document  # noqa: PLC0415
    from parsers.read import Extractor, read_release  # noqa: PLC0415

    vocabulary = load_vocabulary()
    extractor = Extractor(vocabulary)
    dates = DateFinder(vocabulary)

    def release(request: dict[str, Any], content: bytes) -> Answer:
        fetched_on = request["fetched_on"]
        reading = read_release(
            content,
            url=request["url"],
            media_type=request["media_type"],
            publisher=request["publisher"],
            fetched_on=fetched_on and date.fromisoformat(fetched_on),
            reader=extractor,
            office=request["office"],
        )
        return {"reading": reading.to_json(), "text": reading.text}

    def listing(request: dict[str, Any], content: bytes) -> Answer:
        source = source_from_json(request["source"])
        document = listing_document(content, source)
        entries = read_listing(document, url=request["url"], source=source, vocabulary=vocabulary)
        return {"entries": [entry_to_json(entry) for entry in entries]}

    def offered(request: dict[str, Any], content: bytes) -> Answer:
        found = offer(decode(content), request["url"], day_finder(dates, None))
        return {
            "feeds": found.feeds,
            "language": found.language,
            "selectors": found.selectors and asdict(found.selectors),
            "entries": [entry_to_json(entry) for entry in found.entries],
            "rolling": found.rolling,
        }

    return {"release": release, "listing": listing, "offer": offered}


def _answer(works: Mapping[str, Work], request: dict[str, Any], content: bytes) -> Answer:
    try:
        return works[request["work"]](request, content)
    except SitemapIndex as index:
        return {"unreadable": str(index), "children": index.children}
    except Unreadable as reason:
        return {"unreadable": str(reason), "kind": reason.kind}
    except MemoryError:
        return {"unreadable": "It needs more memory than one document gets.", "worn_out": True}
    except RecursionError:
        return {"unreadable": "It is nested too deeply to be read."}
    except Exception as error:  # one document's trouble must not reach the next
        place = _place(error)
        return {
            "unreadable": f"The reader failed on it ({type(error).__name__} at {place}).",
            "trouble": True,
        }


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"


def _write(answers: BinaryIO, answer: Answer) -> None:
    body = json.dumps(answer).encode("ascii")
    frame = memoryview(struct.pack("!I", len(body)) + body)
    while frame:
        frame = frame[answers.write(frame) :]


def main(load: Callable[[], Mapping[str, Work]] = load_parsers) -> None:
    """Serve, and end quietly when the parent died while its document was read."""
    with contextlib.suppress(BrokenPipeError):
        serve(load)


if __name__ == "__main__":
    main()

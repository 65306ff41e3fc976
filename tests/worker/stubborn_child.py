"""A reading process whose documents do what no reader should let them do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accord.press_release import Reading, Unreadable
from worker.reading_child import Answer, Work, main


def _reading(text: str) -> Answer:
    reading = Reading(title=None, language=None, published=None, publisher=None, text=text)
    return {"reading": reading.to_json(), "text": text}


def _obey(_: dict[str, Any], content: bytes) -> Answer:
    order, _, rest = content.decode().partition(" ")
    match order:
        case "say":
            return _reading(rest)
        case "pid":
            return _reading(str(os.getpid()))
        case "length":
            return _reading(str(len(content)))
        case "print":
            print("noise", flush=True)  # noqa: T201
            return _reading("quiet")
        case "refuse":
            raise Unreadable("It is blank.")
        case "fail":
            raise KeyError("surprise")
        case "nest":
            return _obey({}, content)
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "grow":
            return _reading(str(len(bytearray(2_000_000_000))))
        case "write":
            Path(rest).write_text("x")
        case "append":
            os.open(rest, os.O_WRONLY | os.O_APPEND)
        case "connect":
            socket.create_connection(("127.0.0.1", int(rest)))
        case "resolve":
            socket.getaddrinfo("localhost", 80)
        case "run":
            subprocess.run(["true"], check=True)
        case "fork":
            os.fork()
    return _reading("done")


def load() -> Mapping[str, Work]:
    """One work, which does what its document says."""
    return {"release": _obey}


if __name__ == "__main__":
    main(load)

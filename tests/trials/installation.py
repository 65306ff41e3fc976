"""The processes of an installation, real and apart, as a supervisor keeps them."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import psutil
import urllib3

from tests.worker.press_room import unused_port

# One process each, as docker-compose.yml starts them.
SCALED: Mapping[str, tuple[str, ...]] = {
    "beat": ("beat",),
    "worker-1": ("worker",),
    "worker-2": ("worker",),
    "bot": ("bot",),
}
EMBEDDED: Mapping[str, tuple[str, ...]] = {"up": ("up",)}


class Installation:
    """Commands by name, each started in a folder of its own with its output in a log there.

    `settings` are the environment of all; nothing of the developer's own reaches them.
    """

    def __init__(
        self, folder: Path, commands: Mapping[str, tuple[str, ...]], settings: Mapping[str, str]
    ) -> None:
        self.folder = folder
        self.commands = commands
        self.settings = dict(settings)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.ports = {name: unused_port() for name in commands}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self._arguments(words),
            env=self._environment(self.folder / "data"),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, name: str) -> None:
        """Start one of the processes."""
        home = self.folder / name
        home.mkdir(exist_ok=True)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self._arguments(self.commands[name]),
                env={
                    **self._environment(home),
                    "ACCORD_HTTP_ADDRESS": f"127.0.0.1:{self.ports[name]}",
                },
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name: str, *, children: bool = True) -> None:
        """SIGKILL a process, and with it those that it started unless they are to be orphans."""
        process = self.processes[name]
        for doomed in [process.pid, *(p.pid for p in self.children(name) if children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(doomed, 9)
        process.wait()

    def children(self, name: str) -> list[psutil.Process]:
        """What a process has started, and what those have."""
        with contextlib.suppress(psutil.Error):
            return psutil.Process(self.processes[name].pid).children(recursive=True)
        return []

    def healthy(self, name: str) -> bool:
        """What the health check of its container says."""
        return (
            subprocess.run(
                self._arguments(("healthy",)),
                env=self._environment(self.folder / name),
                capture_output=True,
                timeout=60,
                check=False,
            ).returncode
            == 0
        )

    def shows(self, name: str, path: str) -> tuple[int, str]:
        """The status and the text of what a process shows at its HTTP address."""
        url = f"http://127.0.0.1:{self.ports[name]}{path}"
        answer = urllib3.request("GET", url, retries=False, timeout=30.0)
        return answer.status, answer.data.decode()

    def log(self, name: str) -> str:
        """All that a process wrote."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def limit_files(self, size: int) -> None:
        """Let no process write beyond so many bytes of a file, as on a disk that is full."""
        for name, process in self.processes.items():
            for pid in [process.pid, *(p.pid for p in self.children(name))]:
                with contextlib.suppress(ProcessLookupError):
                    _limit(pid, size)

    def logs(self, last: int = 3000) -> str:
        """The ends of all logs."""
        texts = (
            f"{path.name}:\n{path.read_text(errors='replace')[-last:]}"
            for path in sorted(self.folder.glob("*.log"))
        )
        return "\n----\n".join(texts)

    def close(self) -> None:
        """Kill what runs."""
        for name, process in self.processes.items():
            if process.poll() is None:
                self.kill(name)

    def _arguments(self, words: Iterable[str]) -> list[str]:
        return [sys.executable, "-m", "cli.main", *words]

    def _environment(self, home: Path) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ACCORD_", "SLACK_"))}
        return {**kept, "NO_COLOR": "1", "ACCORD_DATA_DIR": str(home), **self.settings}


@contextlib.contextmanager
def kept_running(installed: Installation, rest: Callable[[], float]) -> Iterator[list[str]]:
    """Start all and start again whatever ends, after `rest` seconds, until the end of the block.

    What `restart: always` does. Gives the names of those that ended, one for each time.
    """
    over, ended = threading.Event(), list[str]()

    def keep(name: str) -> None:
        installed.start(name)
        while not over.wait(0.1):
            if installed.processes[name].poll() is not None:
                ended.append(name)
                if not over.wait(rest()):
                    installed.start(name)

    threads = [threading.Thread(target=keep, args=(name,)) for name in installed.commands]
    for thread in threads:
        thread.start()
    try:
        until = time.monotonic() + 10
        while len(installed.processes) < len(installed.commands) and time.monotonic() < until:
            time.sleep(0.05)
        yield ended
    finally:
        over.set()
        for thread in threads:
            thread.join()
        installed.close()


def _limit(pid: int, size: int) -> None:
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    if hard == resource.RLIM_INFINITY:  # one that may write no file at all stays so
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))

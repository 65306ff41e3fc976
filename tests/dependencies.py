"""Whether a locked dependency is known to be vulnerable: `python -m tests.dependencies LOCK`.

pip-audit says "No known vulnerabilities found" also where it could ask nobody about anything; this
says how many were asked about, and that nothing was audited where nothing was. Then the exit status
is 0 all the same, so that `make check` works without a network; it is 1 for a vulnerable one.
"""

# ruff: noqa: T201

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_SECONDS = 180


def verdict(report: dict[str, Any] | None, trouble: str = "") -> tuple[int, str]:
    """The exit status and what is said of pip-audit's report, None where it gave none."""
    if report is None:
        return 0, f"NOT AUDITED: the vulnerability service cannot be reached ({trouble})."
    dependencies = report["dependencies"]
    asked = [d for d in dependencies if "skip_reason" not in d]
    unknown = [d["name"] for d in dependencies if "skip_reason" in d]
    if not asked:
        return 0, (
            f"NOT AUDITED: the vulnerability service answers about none of {len(dependencies)} "
            "dependencies. Run `make audit` again where it can be reached."
        )
    lines = [f"{len(asked)} of {len(dependencies)} dependencies were audited."]
    if unknown:
        lines.append(f"NOT AUDITED: {', '.join(unknown)}.")
    for dependency in asked:
        for found in dependency["vulns"]:
            mended = ", ".join(found["fix_versions"]) or "no version yet"
            lines.append(
                f"VULNERABLE: {dependency['name']} {dependency['version']}, {found['id']}; "
                f"mended in {mended}."
            )
    return int(any(d["vulns"] for d in asked)), "\n".join(lines)


def audit(lock: Path) -> tuple[int, str]:
    """Ask about all that a lock names."""
    program = Path(sys.executable).with_name("pip-audit")
    arguments = ("--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json")
    try:
        done = subprocess.run(
            [str(program), *arguments, "--requirement", str(lock)],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return verdict(None, f"no answer in {_SECONDS} s")
    try:
        return verdict(json.loads(done.stdout))
    except json.JSONDecodeError:
        said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        return verdict(None, said[-1][:300])


if __name__ == "__main__":
    status, says = audit(Path(sys.argv[1]))
    print(says)
    sys.exit(status)

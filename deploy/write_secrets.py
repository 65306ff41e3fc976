"""Write the secrets that docker-compose.yml names into ./secrets, passwords at random.

What exists already is kept. The files are readable by the containers' users, who aren't root, so
the folder itself is closed to others on the host.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

FOLDER = Path("secrets")


def main() -> int:
    """Write what is missing and say what is still to be filled in."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    redis, postgres = _password("redis_password"), _password("postgres_password")
    _write("broker_url", f"redis://:{redis}@redis:6379/0")
    _write("database_url", f"postgresql://accord:{postgres}@postgres/accord")
    for token, starts in (("slack_bot_token", "xoxb-"), ("slack_app_token", "xapp-")):
        value = _write(token, os.environ.get(token.upper(), ""))
        if not value.startswith(starts):
            sys.stdout.write(f"Put the token that begins with {starts} into {FOLDER / token}\n")
    return 0


def _password(name: str) -> str:
    return _write(name, secrets.token_urlsafe(32))


def _write(name: str, value: str) -> str:
    path = FOLDER / name
    if path.exists() and path.read_text(encoding="ascii").strip():
        return path.read_text(encoding="ascii").strip()
    path.write_text(value, encoding="ascii")
    path.chmod(0o644)
    return value


if __name__ == "__main__":
    sys.exit(main())

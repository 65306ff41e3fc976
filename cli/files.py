"""Files that come with an answer, put where the user is."""

from __future__ import annotations

from pathlib import Path

from bot.wording import File
from cli.errors import complain


def save_file(file: File) -> bool:
    """Write it into the working directory and say so; whether that was possible."""
    path = Path(file.name)
    try:
        path.write_bytes(file.content)
    except OSError as error:
        complain(f"{path.absolute()} cannot be written ({error.strerror})")
        return False
    print(f"Saved as {path.absolute()}")
    return True

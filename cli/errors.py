"""What went wrong, told to the person who typed the command."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from config.settings import WrongSetting
from config.yaml_file import WrongVocabulary

FAILED = 1  # something that was asked for could not be done
WRONG_USE = 2  # a setting or argument has to be changed first


@contextmanager
def say_what_is_wrong() -> Iterator[None]:
    """Turn the errors that a person can do something about into a sentence and exit status."""
    from accord.press_release import Unreadable
    from store.errors import NotFound, StoreError
    from worker.data_lock import AlreadyRunning
    from worker.reader import ReaderBroken

    try:
        yield
    except (WrongSetting, WrongVocabulary) as error:
        _exit(str(error), WRONG_USE)
    except (StoreError, NotFound, Unreadable, AlreadyRunning, ReaderBroken) as error:
        _exit(str(error), FAILED)
    except KeyboardInterrupt:
        _exit("stopped", 130)
    except BrokenPipeError:
        # The reader of our output went away (`accord ask ... | head`): nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def complain(text: str) -> None:
    """Write an error for the person, on standard error."""
    for line in text.splitlines() or [""]:
        print(f"accord: {line}", file=sys.stderr)


def _exit(text: str, status: int) -> None:
    complain(text)
    sys.exit(status)

"""What a request asks for, read from its address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accord.query import Query
from accord.query_language import read_query
from accord.vocabulary import Vocabulary
from api.limits import DEFAULT, MOST
from store.search import Order


class WrongRequest(ValueError):
    """What a request asks for makes no sense; `problems` say why."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read(asked: Mapping[str, str], allowed: frozenset[str]) -> None:
    """Raises WrongRequest for a parameter that nobody reads, likely a misspelt one."""
    unknown = sorted(asked.keys() - allowed)
    if unknown:
        known = ", ".join(sorted(allowed)) or "none"
        raise WrongRequest(f"{unknown[0]} is no parameter here; known: {known}")


def query(asked: Mapping[str, str], vocabulary: Vocabulary, today: date) -> Query:
    """The query of `q`. Raises WrongRequest."""
    found = read_query(asked.get("q", ""), vocabulary, today)
    if isinstance(found, Query):
        return found
    raise WrongRequest(*(f"{problem.part} {problem.why}" for problem in found.problems))


def limit(asked: Mapping[str, str]) -> int:
    """How many are wanted. Raises WrongRequest."""
    text = asked.get("limit", str(DEFAULT))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        raise WrongRequest(f"limit is a number from 1 to {MOST}, not {text[:40]}")
    return int(text[:9])


def until(asked: Mapping[str, str]) -> date | None:
    """The last day to look at. Raises WrongRequest."""
    text = asked.get("until")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongRequest("until is a day such as 2027-12-31") from None


def order(asked: Mapping[str, str]) -> Order:
    """In which order hits are wanted. Raises WrongRequest."""
    text = asked.get("order", str(Order.NEWEST))
    try:
        return Order(text)
    except ValueError:
        raise WrongRequest(f"order is {' or '.join(Order)}, not {text[:40]}") from None

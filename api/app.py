"""The HTTP API: read-only, an ASGI application."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from accord.agreement import evidence_to_json
from accord.lineage import Step
from accord.query import describe
from accord.vocabulary import Vocabulary
from api import asking, atom, evidence
from api import calendar as calendars
from api.asking import WrongRequest
from api.openapi import description
from store import Store, agreements, lineage, upcoming
from store.errors import NotFound, StoreError
from store.exporting import as_object
from store.records import Coming, Facets, Timeline
from store.search import WrongCursor, facets, search

_JSON = "application/json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers requests from the store."""

    store: Store
    vocabulary: Vocabulary
    clock: Callable[[], datetime]

    def search(self, request: Request) -> Response:
        """A page of the agreements that a query selects."""
        asked = _asked(request, "q", "limit", "cursor", "order")
        query = asking.query(asked, self.vocabulary, self._today())
        with self.store.read() as unit:
            page = search(
                unit,
                query,
                limit=asking.limit(asked),
                before=asked.get("cursor") or None,
                order=asking.order(asked),
            )
        return _json(
            {
                "total": page.total,
                "exact": page.exact,
                "understood": describe(query, self.vocabulary),
                "next": page.next,
                "agreements": [as_object(stored) for stored in page.hits],
            }
        )

    def one(self, request: Request) -> Response:
        """One agreement with its timeline."""
        _asked(request)
        with self.store.read() as unit:
            stored = agreements.get(unit, request.path_params["id"])
            found = lineage.timeline(unit, stored.id)
        return _json({**as_object(stored), **self._timeline(found)})

    def evidence(self, request: Request) -> Response:
        """The evidence pack of one agreement."""
        _asked(request)
        with self.store.read() as unit:
            stored = agreements.get(unit, request.path_params["id"])
            packed = evidence.pack(unit, stored, self.clock())
        name = f"attachment; filename=accord-{stored.id}-evidence.zip"
        return Response(packed, media_type="application/zip", headers={"content-disposition": name})

    def facets(self, request: Request) -> Response:
        """How a query's agreements spread."""
        query = asking.query(_asked(request, "q"), self.vocabulary, self._today())
        with self.store.read() as unit:
            return _json(_facets(facets(unit, query)))

    def upcoming(self, request: Request) -> Response:
        """What is to come of a query's agreements."""
        found = self._coming(request)
        asked = request.query_params
        query = asking.query(asked, self.vocabulary, self._today())
        return _json(
            {
                "understood": describe(query, self.vocabulary),
                "upcoming": [
                    {
                        "kind": one.kind,
                        "date": str(one.when),
                        "reckoned": one.reckoned,
                        "agreement": as_object(one.agreement),
                    }
                    for one in found
                ],
            }
        )

    def atom(self, request: Request) -> Response:
        """The newest agreements that a query selects, as a feed."""
        asked = _asked(request, "q", "limit")
        query = asking.query(asked, self.vocabulary, self._today())
        with self.store.read() as unit:
            page = search(unit, query, limit=asking.limit(asked))
        written = atom.feed(
            page.hits,
            self.vocabulary,
            title=f"Agreements: {describe(query, self.vocabulary)}",
            query=asked.get("q", ""),
            address=str(request.url),
        )
        return _conditional(request, written, atom.MEDIA_TYPE)

    def calendar(self, request: Request) -> Response:
        """What is to come of a query's agreements, as a calendar."""
        found = self._coming(request)
        query = asking.query(request.query_params, self.vocabulary, self._today())
        written = calendars.calendar(
            found,
            self.vocabulary,
            title=f"Accord: {describe(query, self.vocabulary)}",
            now=self.clock(),
        )
        return Response(written, media_type=calendars.MEDIA_TYPE)

    def _coming(self, request: Request) -> tuple[Coming, ...]:
        asked = _asked(request, "q", "limit", "until")
        query = asking.query(asked, self.vocabulary, self._today())
        with self.store.read() as unit:
            return upcoming.find(
                unit, query, self._today(), until=asking.until(asked), limit=asking.limit(asked)
            )

    def _timeline(self, found: Timeline) -> dict[str, Any]:
        status = found.status(self._today())
        return {
            "status": status and str(status.status),
            "steps": [_step(step) for step in found.steps],
            "earlier": found.earlier and {"kind": str(found.earlier[0]), "id": found.earlier[1].id},
            "later": [{"kind": str(kind), "id": stored.id} for kind, stored in found.later],
            "chain": [stored.id for stored in found.chain],
            "series": [stored.id for stored in found.series],
        }

    def _today(self) -> Any:
        return self.clock().date()


def application(
    store: Store, vocabulary: Vocabulary, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Starlette:
    """The application over an open store."""
    desk = Desk(store, vocabulary, clock)
    described = json.dumps(description(), ensure_ascii=False).encode()

    def openapi(_request: Request) -> Response:
        return Response(described, media_type=_JSON)

    ways: dict[str, Callable[[Request], Response]] = {
        "/agreements": desk.search,
        "/agreements/{id:int}": desk.one,
        "/agreements/{id:int}/evidence.zip": desk.evidence,
        "/facets": desk.facets,
        "/upcoming": desk.upcoming,
        "/agreements.atom": desk.atom,
        "/upcoming.ics": desk.calendar,
        "/openapi.json": openapi,
    }
    routes = [Route(path, _endpoint(answer), methods=["GET"]) for path, answer in ways.items()]
    return Starlette(
        routes=routes,
        exception_handlers={
            WrongRequest: lambda _, error: _problem(400, *error.problems),
            WrongCursor: lambda _, error: _problem(400, str(error)),
            NotFound: lambda _, error: _problem(404, str(error)),
            HTTPException: lambda _, error: _problem(error.status_code, error.detail),
            StoreError: _unavailable,
        },
    )


def _endpoint(answer: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    return endpoint


def _asked(request: Request, *allowed: str) -> dict[str, str]:
    asked = dict(request.query_params)
    asking.read(asked, frozenset(allowed))
    return asked


def _facets(found: Facets) -> dict[str, Any]:
    shown = {
        name: [{"value": value, "count": count} for value, count in getattr(found, name)]
        for name in ("offices", "frameworks", "topics", "years")
    }
    return {**shown, "of": found.of, "exact": found.exact}


def _step(step: Step) -> dict[str, Any]:
    return {
        "status": str(step.status),
        "date": str(step.when),
        "reckoned": step.reckoned,
        "by": step.by,
        "evidence": [evidence_to_json(shown) for shown in step.evidence],
    }


def _json(value: Any, status: int = 200, media_type: str = _JSON) -> Response:
    return Response(json.dumps(value, ensure_ascii=True), status, media_type=media_type)


def _conditional(request: Request, content: bytes, media_type: str) -> Response:
    """An answer that a reader who has it already need not fetch again."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    known = [
        part.strip().removeprefix("W/")
        for part in request.headers.get("if-none-match", "").split(",")
    ]
    if tag in known:
        return Response(status_code=304, headers={"etag": tag})
    return Response(content, media_type=media_type, headers={"etag": tag})


def _problem(status: int, *problems: str) -> Response:
    titles = {400: "This request makes no sense", 404: "Not found", 503: "Not available now"}
    return _json(
        {"title": titles.get(status, "Refused"), "status": status, "problems": list(problems)},
        status,
        "application/problem+json",
    )


def _unavailable(_request: Request, error: Exception) -> Response:
    _log.error("the store does not answer: %s", error)
    return _problem(503, "The store does not answer now.")

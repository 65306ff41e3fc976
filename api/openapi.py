"""The API's description, in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from accord import __version__
from accord.agreement import Instrument, Mode, RelationKind
from accord.lineage import Status
from api.limits import DEFAULT, MOST
from store.search import Order

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_NUMBER = {"type": "integer", "minimum": 1}
_INSTANT = {"type": "string", "format": "date-time"}
_FLAG = {"type": "boolean"}
_DATE = {
    "type": "string",
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "description": "A date as precise as it is stated: a day, a month or a year.",
}
_CODE = {"type": "string", "description": "WIPO ST.3 code."}
_QUERY = {
    "name": "q",
    "in": "query",
    "schema": {"type": "string", "maxLength": 2000, "default": ""},
    "description": 'What is asked for, in the language of `accord ask`: words, "phrases", '
    "-words to leave out, and qualifiers such as `office:KR`, `framework:IP5`, `topic:ai`, "
    "`since:2021`. Empty for everything.",
}
_ID = {"name": "id", "in": "path", "required": True, "schema": _NUMBER}
_LIMIT = {
    "name": "limit",
    "in": "query",
    "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT},
}
_UNTIL = {
    "name": "until",
    "in": "query",
    "schema": {"type": "string", "format": "date"},
    "description": "The last day to look at; no end without it.",
}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _enum(kind: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [str(member) for member in kind]}


_EVIDENCE = _object(
    {
        "field": _TEXT,
        "value": _TEXT,
        "quote": _TEXT,
        "start": _or_null(_COUNT),
        "place": _TEXT,
        "release": _NUMBER,
    },
    optional=("place", "release"),
)
_AGREEMENT: dict[str, Any] = {
    "id": _NUMBER,
    "instrument": _list(_enum(Instrument)),
    "concluded": _or_null(_DATE),
    "framework": _or_null(_TEXT),
    "parties": _list(_CODE),
    "other_parties": _list(_TEXT),
    "observers": _list(_CODE),
    "host": _or_null(_CODE),
    "place": _or_null(_TEXT),
    "mode": _or_null(_enum(Mode)),
    "people": _list(_object({"name": _TEXT, "office": _or_null(_CODE)})),
    "areas": _list(_TEXT),
    "topics": _list(_TEXT),
    "next_meeting": _or_null(
        _object({"host": _or_null(_CODE), "year": _or_null({"type": "integer"})})
    ),
    "in_force": _or_null(_DATE),
    "ends": _or_null(_DATE),
    "term_months": _or_null(_COUNT),
    "relation": _or_null(
        _object({"kind": _enum(RelationKind), "title": _TEXT, "concluded": _or_null(_DATE)})
    ),
    "evidence": _list(_ref("Evidence")),
    "releases": _list(_ref("Release")),
}
_SCHEMAS: dict[str, Any] = {
    "Evidence": _EVIDENCE,
    "Release": _object(
        {
            "release": _NUMBER,
            "address": _TEXT,
            "title": _or_null(_TEXT),
            "publisher": _or_null(_CODE),
            "language": _or_null(_TEXT),
            "published": _or_null(_DATE),
        }
    ),
    "Agreement": _object(_AGREEMENT),
    "Step": _object(
        {
            "status": _enum(Status),
            "date": _DATE,
            "reckoned": _FLAG,
            "by": _or_null(_NUMBER),
            "evidence": _list(_ref("Evidence")),
        }
    ),
    "AgreementInFull": _object(
        {
            **_AGREEMENT,
            "status": _or_null(_enum(Status)),
            "steps": _list(_ref("Step")),
            "earlier": _or_null(_ref("Link")),
            "later": _list(_ref("Link")),
            "chain": _list(_NUMBER),
            "series": _list(_NUMBER),
        }
    ),
    "Link": _object({"kind": _enum(RelationKind), "id": _NUMBER}),
    "Page": _object(
        {
            "total": _COUNT,
            "exact": _FLAG,
            "understood": _TEXT,
            "next": _or_null(_TEXT),
            "agreements": _list(_ref("Agreement")),
        }
    ),
    "Facet": _list(_object({"value": _TEXT, "count": _COUNT})),
    "Facets": _object(
        {
            "offices": _ref("Facet"),
            "frameworks": _ref("Facet"),
            "topics": _ref("Facet"),
            "years": _ref("Facet"),
            "of": _COUNT,
            "exact": _FLAG,
        }
    ),
    "Coming": _object(
        {
            "kind": {"type": "string", "enum": ["signed", "in_force", "ended", "meeting"]},
            "date": _DATE,
            "reckoned": _FLAG,
            "agreement": _ref("Agreement"),
        }
    ),
    "Upcoming": _object({"understood": _TEXT, "upcoming": _list(_ref("Coming"))}),
    "Problem": _object({"title": _TEXT, "status": _NUMBER, "problems": _list(_TEXT)}),
}


def _answers(schema: str | None, media_type: str, summary: str, *problems: int) -> dict[str, Any]:
    content: dict[str, Any] = {media_type: {"schema": _ref(schema) if schema else _TEXT}}
    wrong = {400: "What is asked for makes no sense.", 404: "There is no such agreement."}
    problem = {"application/problem+json": {"schema": _ref("Problem")}}
    return {
        "200": {"description": summary, "content": content},
        **{str(code): {"description": wrong[code], "content": problem} for code in problems},
        "503": {"description": "The store does not answer now.", "content": problem},
    }


def _get(
    name: str, summary: str, parameters: list[dict[str, Any]], answers: dict[str, Any]
) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": answers,
        }
    }


def description() -> dict[str, Any]:
    """The description as plain JSON values."""
    json, bad = "application/json", 400
    order = {
        "name": "order",
        "in": "query",
        "schema": _enum(Order) | {"default": str(Order.NEWEST)},
        "description": "By relevance, what has the words in its title comes first.",
    }
    cursor = {
        "name": "cursor",
        "in": "query",
        "schema": _TEXT,
        "description": "`next` of the page before.",
    }
    paths = {
        "/agreements": _get(
            "searchAgreements",
            "The agreements that a query selects, a page at a time.",
            [_QUERY, _LIMIT, cursor, order],
            _answers("Page", json, "A page of agreements.", bad),
        ),
        "/agreements/{id}": _get(
            "getAgreement",
            "One agreement with its timeline: steps, status of today, and those around it.",
            [_ID],
            _answers("AgreementInFull", json, "The agreement.", 404),
        ),
        "/agreements/{id}/evidence.zip": _get(
            "getEvidence",
            "The evidence pack of one agreement: bytes, hashes, fetch times, quotations.",
            [_ID],
            _answers(None, "application/zip", "A ZIP file.", 404),
        ),
        "/facets": _get(
            "countFacets",
            "How a query's agreements spread over offices, frameworks, topics and years.",
            [_QUERY],
            _answers("Facets", json, "Counts, the most frequent first.", bad),
        ),
        "/upcoming": _get(
            "listUpcoming",
            "What is to come of a query's agreements, soonest first.",
            [_QUERY, _LIMIT, _UNTIL],
            _answers("Upcoming", json, "Signings, entries into force, ends and meetings.", bad),
        ),
        "/agreements.atom": _get(
            "followAgreements",
            "The newest agreements that a query selects, as an Atom feed.",
            [_QUERY, _LIMIT],
            _answers(None, "application/atom+xml", "A feed.", bad),
        ),
        "/upcoming.ics": _get(
            "subscribeToUpcoming",
            "What is to come of a query's agreements, as a calendar.",
            [_QUERY, _LIMIT, _UNTIL],
            _answers(None, "text/calendar", "A calendar.", bad),
        ),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Accord",
            "version": __version__,
            "description": "What intellectual property offices have agreed. Read-only.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": _SCHEMAS},
    }

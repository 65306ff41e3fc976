"""The enquiry desk: requests answered from the store, in the same words for Slack and terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from accord.query import Query, describe
from accord.vocabulary import Vocabulary
from bot import cards, guide
from bot.commands import read_command
from bot.evidence import evidence, related
from bot.exporting import export
from bot.following import Following
from bot.press_rooms import watched_sources
from bot.relaxing import relaxed, typed
from bot.requests import (
    Evidence,
    Export,
    Help,
    LookUp,
    Mistaken,
    Mute,
    Related,
    Request,
    Show,
    Sources,
    Subscribe,
    Subscriptions,
    Timeline,
    Unsubscribe,
    Upcoming,
    Why,
)
from bot.spread import spread
from bot.timelines import coming, course, life
from bot.why import Enquiry
from bot.wording import Answer, Command, Line, Member, Turn, counted
from store import Store, agreements, holding, sources
from store.engine import Unit
from store.errors import NotFound
from store.records import Page, StoredAgreement
from store.search import WrongCursor, facets, search
from store.subscriptions import LOCAL, TERMINAL

PAGE = 5
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and where: Slack's ids of workspace, channel and user."""

    workspace: str
    channel: str
    user: str | None


AT_TERMINAL = Asker(LOCAL, TERMINAL, None)


def utc_now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """Answers requests. Look-ups only read; subscribing writes."""

    store: Store
    vocabulary: Vocabulary
    clock: Callable[[], datetime] = utc_now

    def answer(self, text: str, asker: Asker, *, page: int = PAGE) -> Answer:
        """Answer what was typed. Raises StoreError where the store does not answer."""
        return self.answer_request(self.read(text), asker, page=page)

    def turn(self, turn: Turn, asker: Asker, *, page: int = PAGE) -> Answer:
        """Another page of an earlier answer."""
        return self._answered(self.read(turn.asked), asker, turn.cursors, page)

    def shared(self, turn: Turn, asker: Asker) -> Answer:
        """A private answer again, for everybody, saying who shows it."""
        answer = self.turn(turn, asker)
        who: Line = (Member(asker.user) if asker.user else "You", " asked ", Command(turn.asked))
        return replace(
            answer, lines=(who, *answer.lines), previous=None, next=None, share=None, public=True
        )

    def read(self, text: str) -> Request:
        """What was typed, as a request."""
        return read_command(text, self.vocabulary, self.clock())

    def answer_request(self, request: Request, asker: Asker, *, page: int = PAGE) -> Answer:
        """Answer a request that has been read."""
        return self._answered(request, asker, (), page)

    def following(self, asker: Asker) -> Following:
        """The subscriptions of the place where somebody asks."""
        return Following(self.store, self.vocabulary, self.clock, _here(asker))

    def _answered(
        self, request: Request, asker: Asker, cursors: tuple[str, ...], page: int
    ) -> Answer:
        match request:
            case Subscribe() | Unsubscribe() | Mute() | Subscriptions():
                return self._follow(request, asker)
            case Help():
                return guide.usage()
            case Mistaken():
                return guide.mistake(request, self.vocabulary)
            case Export():
                return export(self.store, request, self.vocabulary, self.clock())
            case _:
                answer = self._private(request, asker, cursors, page)
        asked = _asked(request)
        return replace(answer, share=Turn(asked=asked, cursors=cursors)) if asked else answer

    def _follow(self, request: Request, asker: Asker) -> Answer:
        following = self.following(asker)
        place = (asker.workspace, asker.channel)
        match request:
            case Subscribe():
                with self.store.read() as unit:
                    samples = sample_ids(unit)
                return following.subscribe(request, *place, asker.user, samples)
            case Unsubscribe():
                return following.unsubscribe(request, *place, asker.user)
            case Mute():
                return following.mute(request, *place, asker.user)
            case _:
                return following.subscriptions(*place)

    def _private(
        self, request: Request, asker: Asker, cursors: tuple[str, ...], page: int
    ) -> Answer:
        match request:
            case LookUp():
                return self._look_up(request, cursors, page)
            case Show(number) | Evidence(number) | Related(number):
                return self._one(request, number)
            case Timeline():
                return self._timeline(request, cursors, page)
            case Upcoming():
                with self.store.read() as unit:
                    return coming(
                        unit,
                        request,
                        _skip(cursors),
                        page,
                        vocabulary=self.vocabulary,
                        today=self.clock().date(),
                    )
            case Why(url):
                return self._why(url, asker)
            case _:
                return self._sources()

    def _look_up(self, request: LookUp, cursors: tuple[str, ...], page: int) -> Answer:
        query = request.query
        with self.store.read() as unit:
            samples = sample_ids(unit)
            try:
                before = cursors[-1] if cursors else None
                found = search(unit, query, limit=page, before=before)
            except WrongCursor:
                cursors, found = (), search(unit, query, limit=page)
            note: tuple[Line, ...] = ()
            if not found.total and query.named:
                words = query.as_words()
                if found_words := _first_page(unit, words, page):
                    note = ((f"None {describe(query, self.vocabulary)}; these mention it.",),)
                    query, found = words, found_words
                    request = LookUp(words, typed(words))
            if not found.total:
                return self._nothing(unit, request)
            if found.next and not cursors:
                note += spread(facets(unit, query), query, self.vocabulary)
        asked = f"search {request.words}".strip()
        answer = self._found(found, query, samples, first=not cursors)
        return replace(
            answer,
            lines=(*note, *answer.lines),
            previous=Turn(asked=asked, cursors=cursors[:-1]) if cursors else None,
            next=Turn(asked=asked, cursors=(*cursors, found.next)) if found.next else None,
        )

    def _found(self, found: Page, query: Query, samples: set[str], *, first: bool) -> Answer:
        what = describe(query, self.vocabulary)
        title = counted(found.total, "agreement")
        if not found.exact:
            title = f"More than {title}"
        if query.selects_all:
            title = f"The latest of {title}" if first else f"{title}, continued"
        else:
            title = f"{title} {what}" if what.startswith("binding") else f"{title}: {what}"
        if found.total == 1 and len(found.hits) == 1:
            return Answer(
                title=title, card=cards.card(found.hits[0], self.vocabulary, samples=samples)
            )
        rows = tuple(cards.row(hit, self.vocabulary, samples=samples) for hit in found.hits)
        hints: tuple[Line, ...] = (
            (("See one in full: ", Command(f"show {rows[0].id}")),) if rows else ()
        )
        return Answer(title=title, rows=rows, hints=hints)

    def _nothing(self, unit: Unit, request: LookUp) -> Answer:
        stored = search(unit, Query(), limit=1).total
        if not stored:
            watched = len(sources.all_sources(unit))
            return guide.empty_store(watched)
        wider = [
            (query, count)
            for query in relaxed(request.query)
            if (count := search(unit, query, limit=1).total)
        ]
        wider.sort(key=lambda pair: pair[1])
        return guide.nothing_found(
            request, [(typed(query), count) for query, count in wider[:_TRIES]], self.vocabulary
        )

    def _one(self, request: Request, number: int) -> Answer:
        with self.store.read() as unit:
            samples = sample_ids(unit)
            try:
                match request:
                    case Evidence():
                        return evidence(unit, number, self.vocabulary)
                    case Related():
                        return related(unit, number, self.vocabulary, samples)
                stored: StoredAgreement = agreements.get(unit, number)
            except NotFound:
                return guide.no_such_agreement(number)
        return Answer(card=cards.details(stored, self.vocabulary, samples=samples))

    def _timeline(self, request: Timeline, cursors: tuple[str, ...], page: int) -> Answer:
        today = self.clock().date()
        with self.store.read() as unit:
            samples = sample_ids(unit)
            if request.number is not None:
                try:
                    return life(unit, request.number, self.vocabulary, samples, today)
                except NotFound:
                    return guide.no_such_agreement(request.number)
            found = course(
                unit,
                request,
                _skip(cursors),
                page,
                vocabulary=self.vocabulary,
                samples=samples,
                today=today,
            )
            return found or self._nothing(unit, LookUp(request.query, request.words))

    def _why(self, url: str, asker: Asker) -> Answer:
        with self.store.read() as unit:
            return Enquiry(
                unit,
                self.vocabulary,
                asker.workspace,
                asker.channel,
                _here(asker),
                self.clock(),
                sample_ids(unit),
            ).answer(url)

    def _sources(self) -> Answer:
        with self.store.read() as unit:
            watched = sources.all_sources(unit)
            held = len(holding.held(unit))
        return watched_sources(watched, self.clock(), held)


def _here(asker: Asker) -> str:
    return "this terminal" if asker.workspace == LOCAL else "this channel"


def _skip(cursors: tuple[str, ...]) -> int:
    """How many rows were shown before; nonsense from another time leads to the first page."""
    last = cursors[-1] if cursors else ""
    return int(last) if last.isdecimal() and len(last) < 7 else 0


def _asked(request: Request) -> str | None:
    """What asks for a private answer again, so that it can be shared; None where nobody would."""
    match request:
        case LookUp():
            return f"search {request.words}".strip()
        case Show(number):
            return f"show {number}"
        case Evidence(number):
            return f"why {number}"
        case Related(number):
            return f"related {number}"
        case Timeline():
            return f"timeline {request.words}"
        case Upcoming():
            return f"upcoming {request.words}".strip()
        case Why(url):
            return f"why {url}"
        case Sources():
            return "sources"
        case _:
            return None


def sample_ids(unit: Unit) -> set[str]:
    """The ids of the sources of the sample press room."""
    return {watched.id for watched in sources.all_sources(unit) if watched.source.sample}


def _first_page(unit: Unit, query: Query, limit: int) -> Page | None:
    found = search(unit, query, limit=limit)
    return found if found.total else None

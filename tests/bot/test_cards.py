from __future__ import annotations

from dataclasses import replace

import pytest

from accord.agreement import (
    Agreement,
    Evidence,
    Instrument,
    Mode,
    NextMeeting,
    Relation,
    RelationKind,
)
from accord.dates import PartialDate
from accord.delivery import EventKind
from bot import cards
from bot.terminal import card_text, line_text
from store.records import Event
from tests.bot.field import (
    JOINT_STATEMENT,
    MEMORANDUM,
    NOW,
    VOCABULARY,
    stored,
    telling,
)


def heading(agreement: Agreement) -> str:
    return cards.heading(stored(agreement), VOCABULARY)


def test_the_first_line_is_the_news() -> None:
    assert heading(MEMORANDUM) == "KIPO and SAIP sign a memorandum of understanding"


def test_nobody_is_said_to_sign_where_the_source_does_not_say_so() -> None:
    unsigned = replace(
        MEMORANDUM,
        evidence=(Evidence("instrument", "x", "They have a significant memorandum in place.", 0),),
    )
    assert heading(unsigned) == "KIPO and SAIP conclude a memorandum of understanding"


def test_an_office_has_the_name_that_it_had_then() -> None:
    later = replace(MEMORANDUM, concluded=PartialDate(2026, 1, 5))
    assert heading(later) == "MOIP and SAIP sign a memorandum of understanding"


def test_offices_that_share_an_acronym_are_told_apart() -> None:
    pph = Agreement(instruments=(Instrument.PATENT_PROSECUTION_HIGHWAY,), parties=("BR", "PT"))
    assert heading(pph) == (
        "INPI (Brazil) and INPI (Portugal) agree on a patent prosecution highway"
    )


def test_all_members_of_a_forum_are_called_by_its_name() -> None:
    assert heading(JOINT_STATEMENT) == "The IP5 offices issue a joint statement"


def test_partners_of_a_forum_come_before_it() -> None:
    asean = ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN")
    agreement = Agreement(
        instruments=(Instrument.JOINT_DECLARATION,),
        concluded=PartialDate(2022, 11, 14),
        framework="ASEAN",
        parties=tuple(sorted((*asean, "KR"))),
    )
    assert heading(agreement) == "KIPO and the ASEAN offices adopt a joint declaration"


def test_many_parties_are_counted_after_the_host() -> None:
    parties = ("AF", "BD", "IN", "IR", "KH", "KR", "LA", "LK")
    agreement = Agreement(
        instruments=(Instrument.JOINT_DECLARATION,),
        concluded=PartialDate(2017, 4, 14),
        parties=parties,
        host="KR",
    )
    assert heading(agreement) == "KIPO and 7 other offices adopt a joint declaration"
    facts = cards.card(stored(agreement), VOCABULARY).facts
    assert facts[0].values[0].count(",") == 6


def test_a_party_that_is_no_office_is_named() -> None:
    agreement = Agreement(
        instruments=(Instrument.MEMORANDUM_OF_UNDERSTANDING,),
        parties=("SG",),
        other_parties=("Industrial Property Cooperation Center",),
    )
    assert heading(agreement) == (
        "IPOS and Industrial Property Cooperation Center conclude a memorandum of understanding"
    )


def test_one_known_party_is_no_subject_of_a_plural() -> None:
    agreement = Agreement(instruments=(Instrument.PILOT_PROGRAMME,), parties=("US",))
    assert heading(agreement) == "USPTO: pilot programme"
    assert heading(replace(agreement, parties=())) == "Pilot programme"


def test_a_renewal_is_called_one() -> None:
    renewal = replace(MEMORANDUM, relation=Relation(RelationKind.RENEWS, "MoU of 2019"))
    assert heading(renewal) == "KIPO and SAIP renew their memorandum of understanding"


def test_a_card_reads_in_the_terminal() -> None:
    release = telling(
        MEMORANDUM,
        publisher="SA",
        url="https://www.saip.gov.sa/en/news/1234/",
        language="ar",
    )
    card = cards.card(stored(MEMORANDUM, release), VOCABULARY)
    assert card_text(card, 72) == (
        "KIPO and SAIP sign a memorandum of understanding\n"
        "  Parties       KIPO (South Korea) and SAIP (Saudi Arabia)\n"
        "  Concluded     5 March 2024\n"
        "  Where         Riyadh\n"
        "  Areas         - examination of patent applications\n"
        "                - training of examiners\n"
        "  “The two offices signed a memorandum of understanding in Riyadh on 5\n"
        "  March 2024.”\n"
        "  Published by SAIP, 6 March 2024, in Arabic\n"
        "  https://www.saip.gov.sa/en/news/1234/\n"
        "  No. 17\n"
    )


def test_what_no_release_states_is_not_on_the_card() -> None:
    bare = Agreement(instruments=(Instrument.COOPERATION_AGREEMENT,), parties=("JP", "TH"))
    card = cards.card(stored(bare, telling(bare, published=None)), VOCABULARY)
    assert [fact.label for fact in card.facts] == ["Parties"]
    assert card.areas is None
    assert card.quote is None
    assert line_text(card.published[0]).startswith("Published by MOIP · ")


def test_the_details_say_all_that_is_known() -> None:
    full = replace(
        JOINT_STATEMENT,
        in_force=PartialDate(2020, 8),
        ends=PartialDate(2025),
        term_months=30,
        relation=Relation(RelationKind.UNDER, "the IP5 charter", PartialDate(2017)),
    )
    facts = {f.label: f.values for f in cards.details(stored(full), VOCABULARY).facts}
    assert facts["Where"] == ("Online",)
    assert facts["Framework"] == ("IP5",)
    assert facts["Also read as"] == ("meeting outcome",)
    assert facts["Observers"] == ("WIPO (World Intellectual Property Organization)",)
    assert facts["People"] == ("Shen Changyu (CNIPA)",)
    assert facts["In force from"] == ("August 2020",)
    assert facts["Ends"] == ("2025",)
    assert facts["Term"] == ("2 years and 6 months",)
    assert facts["Under"] == ("the IP5 charter (2017)",)
    assert facts["Next meeting"] == ("JPO, 2021",)


@pytest.mark.parametrize(
    ("mode", "place", "where"),
    [
        (Mode.HYBRID, "Seoul", "Seoul and online"),
        (Mode.HYBRID, None, "In person and online"),
        (Mode.IN_PERSON, None, "In person"),
        (None, "Kobe", "Kobe"),
    ],
)
def test_place_and_mode_are_one_fact(mode: Mode | None, place: str | None, where: str) -> None:
    agreement = replace(MEMORANDUM, mode=mode, place=place)
    facts = {f.label: f.values for f in cards.card(stored(agreement), VOCABULARY).facts}
    assert facts["Where"] == (where,)


def test_who_else_published_is_counted() -> None:
    by_two = stored(
        JOINT_STATEMENT,
        telling(JOINT_STATEMENT, publisher="EP", release_id=1),
        telling(JOINT_STATEMENT, publisher="KR", release_id=2, url="https://www.kipo.go.kr/ip5"),
    )
    lines = [line_text(line) for line in cards.card(by_two, VOCABULARY).published]
    assert lines[-1] == "2 of 5 offices have published it"
    event = Event(
        id=1,
        kind=EventKind.CORROBORATED,
        agreement_id=17,
        release_id=2,
        published_by=2,
        party_count=5,
        silent=False,
        happened_at=NOW,
    )
    assert line_text(cards.follow_up(by_two, event, VOCABULARY)) == (
        "KIPO has published it too: 2 of 5 offices. "
        "Read the KIPO release: https://www.kipo.go.kr/ip5"
    )


def test_the_sample_press_room_is_marked_as_invented() -> None:
    sample = stored(MEMORANDUM, telling(MEMORANDUM, source_id="sample"))
    shown = card_text(cards.card(sample, VOCABULARY, samples={"sample"}))
    assert "Sample text, invented for trying Accord." in shown
    assert "sample text" in cards.row(sample, VOCABULARY, samples={"sample"}).facts
    assert "ample text" not in card_text(cards.card(sample, VOCABULARY))


def test_the_quotation_is_a_sentence_and_not_a_catchword() -> None:
    agreement = replace(
        MEMORANDUM,
        evidence=(
            Evidence("instrument", "x", "MoU", 0),
            Evidence("concluded", "x", "On 5 March the offices concluded\n a memorandum.", 9),
        ),
    )
    assert cards.quotation(agreement) == "On 5 March the offices concluded a memorandum."
    assert cards.quotation(replace(agreement, evidence=agreement.evidence[:1])) == "MoU"


@pytest.mark.parametrize(
    ("meeting", "shown"),
    [
        (NextMeeting("JP", 2021), "JPO, 2021"),
        (NextMeeting("JP", None), "JPO"),
        (NextMeeting(None, 2021), "2021"),
    ],
)
def test_a_next_meeting_is_told_as_far_as_it_is_known(meeting: NextMeeting, shown: str) -> None:
    agreement = replace(JOINT_STATEMENT, next_meeting=meeting)
    text = card_text(cards.details(stored(agreement), VOCABULARY))
    line = next(line for line in text.splitlines() if "Next meeting" in line)
    assert line.split("Next meeting")[1].strip() == shown

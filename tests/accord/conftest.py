"""A vocabulary small enough to see through."""

import pytest

from accord.vocabulary import Framework, Membership, Name, NameKind, Office, Topic, Vocabulary


def _office(code, name, acronym, *aliases, country=()):
    names = tuple(Name(alias, NameKind.ALIAS) for alias in aliases)
    return Office(code=code, name=name, acronym=acronym, names=names, country=country)


@pytest.fixture(scope="session")
def vocabulary():
    return Vocabulary(
        offices=(
            _office("KR", "Ministry of Intellectual Property", "MOIP", "KIPO", "특허청",
                    country=("Korea", "Republic of Korea")),
            _office("US", "United States Patent and Trademark Office", "USPTO",
                    country=("United States",)),
            _office("JP", "Japan Patent Office", "JPO", "特許庁", country=("Japan",)),
            _office("FR", "National Institute of Industrial Property", "INPI", country=("France",)),
            _office("BR", "National Institute of Industrial Property", "INPI", country=("Brazil",)),
            _office("AI", "Registry of Anguilla", None, country=("Anguilla",)),
        ),
        frameworks=(
            Framework(
                code="IP5", name="Five IP Offices", names=(Name("Five Offices", NameKind.ALIAS),),
                members=(Membership("KR"), Membership("JP")),
            ),
        ),
        topics=(
            Topic("artificial_intelligence", "Artificial intelligence", {"en": ("AI",)}),
            Topic("plant_varieties", "Plant varieties", {"en": ("new plants",)}),
        ),
    )  # fmt: skip

"""Pages and PDFs of any size, made for measuring: a release amid the furniture of a site."""

from __future__ import annotations

import random

from fpdf import FPDF

_NOUNS = (
    "examiners", "applicants", "offices", "applications", "procedures", "designs", "trade marks",
    "classification", "small businesses", "the register", "fees", "publications", "searches",
)  # fmt: skip
_VERBS = ("review", "share", "examine", "compare", "publish", "simplify", "support", "discuss")
_PLACES = ("Geneva", "Lisbon", "Ottawa", "Nairobi", "Jakarta", "Helsinki", "Santiago")
_AREAS = (
    "exchange of patent data",
    "training of examiners",
    "classification of new technologies",
    "support for small and medium-sized enterprises",
)


def sentence(dice: random.Random) -> str:
    """One sentence of the kind that stands in releases."""
    a, b, c = dice.sample(_NOUNS, 3)
    return (
        f"In {dice.choice(_PLACES)} the two sides agreed to {dice.choice(_VERBS)} {a} and "
        f"{b} so that {c} become easier to use for everybody who seeks protection abroad."
    )


def paragraphs(dice: random.Random, size: int) -> list[str]:
    """Paragraphs of about so many characters in all."""
    made: list[str] = []
    total = 0
    while total < size:
        made.append(" ".join(sentence(dice) for _ in range(dice.randint(2, 4))))
        total += len(made[-1])
    return made


def _lead() -> str:
    return (
        "The Japan Patent Office (JPO) and the European Patent Office (EPO) signed a memorandum of "
        "understanding in Munich on 12 May 2021. It covers the following areas:"
    )


def page(seed: int, text: int = 7_000, furniture: int = 60_000) -> bytes:
    """An HTML page with `text` characters of release and `furniture` bytes of site around it."""
    dice = random.Random(seed)
    menu = "".join(
        f'<li class="menu__item level-{n % 3}"><a class="menu__link" href="/section/{n}" '
        f'title="Go to part {n}"><span class="label">Part {n} of the services</span></a></li>'
        for n in range(furniture // 260)
    )
    news = "".join(
        f'<div class="card"><span class="date">{1 + n % 28} March 2021</span>'
        f'<h4><a href="/news/{n}">{sentence(dice)[:70]}</a></h4></div>'
        for n in range(furniture // 900)
    )
    scripts = "<script>" + "var settings = {page: 'news', tracked: false};" * (furniture // 400)
    body = "".join(f"<p>{p}</p>" for p in paragraphs(dice, text))
    items = "".join(f"<li>{area};</li>" for area in _AREAS)
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>Offices sign memorandum no. {seed} | News</title>{scripts}</script></head><body>"
        f"<header class='site-header'><a href='/'>Home</a></header><nav><ul>{menu}</ul></nav>"
        f"<main id='content'><article><h1>Offices sign memorandum no. {seed}</h1>"
        f"<p class='date'>13 May 2021</p><p>{_lead()}</p><ul>{items}</ul>{body}</article></main>"
        f"<aside class='related'><h2>Related news</h2>{news}</aside>"
        "<footer><p>Copyright. All rights reserved.</p></footer></body></html>"
    ).encode()


def pdf(seed: int, pages: int) -> bytes:
    """A PDF of so many pages of running text."""
    dice = random.Random(seed)
    made = FPDF()
    made.set_font("helvetica", size=11)
    for _ in range(pages):
        made.add_page()
        for text in paragraphs(dice, 2_300):
            made.multi_cell(0, 6, text)
            made.ln(2)
    return bytes(made.output())

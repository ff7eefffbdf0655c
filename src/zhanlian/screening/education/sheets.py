"""Sheets: a bulletin as one HTML page, ready to print on A4.

in     a ``Bulletin``, a language
out    one self-contained page: no script, no font, no picture from elsewhere
keeps  every text is escaped; elders get large print; definitions of the counts stand below them
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files

from zhanlian.screening.education.bulletins import Bulletin, Card
from zhanlian.screening.education.counting import RISING_LEAST, SHOWN_LEAST, printable
from zhanlian.screening.signals import Dont
from zhanlian.screening.words import word

__all__ = ["bulletin_sheet", "education_word"]

STYLE = """
@page { size: A4; margin: 16mm }
body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
  color: #1f2933; background: #fff; font-size: 15px; line-height: 1.6; max-width: 180mm;
  margin: 0 auto; padding: 12px }
body.large { font-size: 21px }
h1 { font-size: 1.8em; margin: 0 0 .2em; border-bottom: 4px solid #b3261e }
h2 { font-size: 1.25em; margin: 1em 0 .3em }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #cbd2d9; padding: .25em .5em; text-align: left }
td.number, th.number { text-align: right }
tr.rising td:first-child::after { content: " ▲"; color: #b3261e }
section.card { border: 2px solid #1f2933; border-radius: 6px; padding: .2em 1em .8em;
  margin: 1em 0; break-inside: avoid }
.do { background: #fff4d6; padding: .5em .8em; border-left: 6px solid #b3261e }
.dont { display: inline-block; border: 1px solid #b3261e; color: #b3261e; border-radius: 4px;
  padding: 0 .5em; margin-right: .4em; font-weight: bold }
.small { font-size: .85em; color: #52606d }
"""


@cache
def _catalogue(lang: str) -> Mapping[str, Mapping[str, str]]:
    file = files("zhanlian.screening") / "data" / "education" / f"{lang}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def education_word(lang: str, group: str, key: str, **facts: object) -> str:
    """One text of bulletins and sheets with its facts filled in."""
    text = _catalogue(lang)[group][key]
    return text.format(**facts) if facts else text


def bulletin_sheet(bulletin: Bulletin, lang: str) -> str:
    """The page."""
    size = ' class="large"' if bulletin.audience == "elder" else ""
    title = escape(education_word(lang, "sheet", "title", month=bulletin.month))
    parts = [
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>',
        f"<style>{STYLE}</style></head><body{size}><h1>{title}</h1>",
        *_head(bulletin, lang),
        *_counts(bulletin, lang),
        *(line for card in bulletin.cards for line in _card(card, lang)),
        f"<p>{escape(education_word(lang, 'sheet', 'money_gone'))}</p>",
        f'<p class="small">{escape(education_word(lang, "sheet", "made_from"))}</p>',
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _head(bulletin: Bulletin, lang: str) -> Iterator[str]:
    region = bulletin.region or education_word(lang, "sheet", "all_regions")
    audience = (
        word(lang, "audience", bulletin.audience)
        if bulletin.audience
        else education_word(lang, "sheet", "all_people")
    )
    said = education_word(lang, "sheet", "for", region=region, audience=audience)
    yield f"<p>{escape(said)}</p>"
    yield f"<p>{escape(education_word(lang, 'season', bulletin.season))}</p>"


def _counts(bulletin: Bulletin, lang: str) -> Iterator[str]:
    heads = [education_word(lang, "sheet", key) for key in ("type", "this_month", "last_month")]
    yield f"<h2>{escape(education_word(lang, 'sheet', 'counts'))}</h2><table><tr>"
    yield f"<th>{escape(heads[0])}</th>"
    yield "".join(f'<th class="number">{escape(each)}</th>' for each in heads[1:]) + "</tr>"
    for each in bulletin.counts:
        mark = ' class="rising"' if each.is_rising else ""
        cells = "".join(f'<td class="number">{escape(count)}</td>' for count in each.shown)
        yield f"<tr{mark}><td>{escape(word(lang, 'type', each.type))}</td>{cells}</tr>"
    totals = "".join(
        f'<td class="number">{escape(printable(count))}</td>'
        for count in (bulletin.this_count, bulletin.last_count)
    )
    yield f"<tr><td>{escape(education_word(lang, 'sheet', 'total'))}</td>{totals}</tr></table>"
    said = education_word(
        lang, "sheet", "definitions", shown=SHOWN_LEAST, rising=RISING_LEAST,
        this=bulletin.month, last=bulletin.last_month,
    )  # fmt: skip
    yield f'<p class="small">{escape(said)}</p>'


def _card(card: Card, lang: str) -> Iterator[str]:
    yield f'<section class="card"><h2>{escape(word(lang, "type", card.type))}</h2>'
    donts = [word(lang, "dont", Dont(each).value) for each in card.donts]
    yield "<p>" + "".join(f'<span class="dont">{escape(each)}</span>' for each in donts) + "</p>"
    if card.story:
        yield f"<p><b>{escape(education_word(lang, 'sheet', 'story'))}</b></p><ul>"
        yield "".join(f'<li lang="zh">{escape(each)}</li>' for each in card.story) + "</ul>"
    if card.signs:
        yield f"<p><b>{escape(education_word(lang, 'sheet', 'signs'))}</b></p><ul>"
        signs = [each.zh if lang == "zh" else each.en for each in card.signs]
        yield "".join(f"<li>{escape(each)}</li>" for each in signs) + "</ul>"
    yield f'<p class="do">{escape(education_word(lang, "do", card.type))}</p>'
    yield f"<p>{escape(education_word(lang, 'audience', card.audience))}</p></section>"

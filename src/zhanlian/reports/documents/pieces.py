"""Pieces: a filled document as plain values that a typesetter draws, block by block.

in     a filled document
out    JSON-ready pieces: spans of text with marks, forms, tables, places to sign
keeps  every block of the kind appears once, in its order; nothing is worded here but the words
       every document shares (``data/shared.toml``)
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from zhanlian.reports.documents.filling import Filled, Shown
from zhanlian.reports.documents.kinds import HOLE, Block, Kind

__all__ = ["document_pieces", "shared_words", "source_pieces", "spans"]

GROUNDS = "grounds"


@cache
def shared_words() -> Mapping[str, str]:
    """Words that every document shares, such as the heading of its list of sources."""
    place = files("zhanlian.reports.documents").joinpath("data", "shared.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))


def document_pieces(filled: Filled) -> dict[str, Any]:
    """The whole document for a typesetter."""
    kind = filled.kind
    return {
        "title": kind.zh,
        "is_wide": kind.is_wide,
        "blocks": [_piece(block, filled) for block in kind.blocks],
        "sources": [] if kind.is_served else source_pieces(filled),
        "words": dict(shared_words()),
        "is_served": kind.is_served and bool(filled.sources),
    }


def source_pieces(filled: Filled) -> list[list[str]]:
    """Numbers as printed, and the sources they stand for."""
    return [[mark, source] for mark, source in filled.sources]


def spans(text: str, filled: Filled) -> list[dict[str, str]]:
    """A sentence cut into what is fixed and what is filled in, each with its mark."""
    found, at = [], 0
    for hole in HOLE.finditer(text):
        found.append({"text": text[at : hole.start()], "mark": ""})
        found.append(_span(hole[1], filled, is_capital=bool(hole[2])))
        at = hole.end()
    found.append({"text": text[at:], "mark": ""})
    return [span for span in found if span["text"]]


def _span(key: str, filled: Filled, *, is_capital: bool) -> dict[str, str]:
    if key == GROUNDS:
        return {"text": filled.grounds, "mark": ""}
    shown = filled.fields[key]
    if is_capital:
        return {"text": shown.capital, "mark": ""}
    return {"text": shown.text, "mark": shown.mark}


def _piece(block: Block, filled: Filled) -> dict[str, Any]:
    piece: dict[str, Any] = {"shape": block.shape}
    match block.shape:
        case "form":
            piece["rows"] = [_labelled(key, filled) for key in block.keys]
        case "table":
            piece |= _table(block.keys[0], filled.kind, filled.tables[block.keys[0]])
        case "lines":
            rows = filled.tables[block.keys[0]]
            piece["rows"] = [_cell(next(iter(row.values()))) for row in rows]
        case "sign":
            piece["lines"] = list(block.keys)
        case _:
            piece["spans"] = spans(block.text, filled)
    return piece


def _labelled(key: str, filled: Filled) -> dict[str, str]:
    shown = filled.fields[key]
    return {"label": filled.kind.fields[key].zh, "text": shown.text, "mark": shown.mark}


def _table(key: str, kind: Kind, rows: Any) -> dict[str, Any]:
    table = kind.tables[key]
    return {
        "caption": table.zh,
        "heads": [column.zh for column in table.columns],
        "widths": [column.width for column in table.columns],
        "right": [column.type in ("money", "count") for column in table.columns],
        "rows": [[_cell(row[column.key]) for column in table.columns] for row in rows],
    }


def _cell(shown: Shown) -> dict[str, str]:
    return {"text": shown.text, "mark": shown.mark}

"""Kinds: what each document must say, as data that a lawyer can read and change.

in     data/kinds/KIND.toml, or a file of that name in a folder of the user's own
out    ``Kind``: fields, tables, what must add up, legal grounds, and blocks in their order
keeps  a block names only fields and tables that the kind declares; the user's own file stands
       in the place of ours, whole
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from zhanlian.reports.documents.refusals import BadDeclaration, UnknownKind

__all__ = ["Block", "Field", "Ground", "Kind", "Sum", "Table", "kind_names", "read_kind"]

TYPES = ("text", "name", "number", "money", "count", "date", "moment", "law")
FIGURES = ("money", "count", "moment")  # what may not stand without a source
SHAPES = ("text", "heading", "form", "table", "lines", "sign", "leaf", "note")
HOLE = re.compile(r"\{([a-z_]+)(\.capital)?\}")
RESERVED = {"mark", "capital", "sources", "grounds", "title", "row"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a document says. ``parameter`` is set where the law itself says it."""

    key: str
    type: str
    zh: str
    en: str
    must: bool = False
    parameter: str = ""
    width: int = 1

    @property
    def is_figure(self) -> bool:
        """Whether the value may not stand without a source."""
        return self.type in FIGURES


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a document: its columns, and whether it may be empty."""

    key: str
    zh: str
    en: str
    must: bool
    columns: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What must add up: a field, and the fields or ``table.column`` it is the sum of."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A provision: an instrument of the law book and the place in it, as documents cite it."""

    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in its order: a shape, its text, the keys it shows."""

    shape: str
    text: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document, as declared."""

    key: str
    zh: str
    en: str
    is_public: bool
    is_served: bool
    is_wide: bool
    grounds: tuple[Ground, ...]
    fields: dict[str, Field]
    tables: dict[str, Table]
    sums: tuple[Sum, ...]
    blocks: tuple[Block, ...]


def kind_names(own: Path | None = None) -> tuple[str, ...]:
    """Every kind that ships, and those a user's folder adds."""
    shipped = (Path(each.name) for each in _shipped().iterdir())
    added = own.glob("*.toml") if own else ()
    return tuple(sorted({each.stem for each in (*shipped, *added) if each.suffix == ".toml"}))


def read_kind(name: str, own: Path | None = None) -> Kind:
    """The kind of that name, from the user's folder where it has one."""
    if own is not None and (own / f"{name}.toml").is_file():
        file = own / f"{name}.toml"
        return _kind(name, file.read_text(encoding="utf-8"), str(file))
    if name not in kind_names(own):
        raise UnknownKind(name, known=kind_names(own))
    return _shipped_kind(name)


def holes_of(text: str) -> list[tuple[str, bool]]:
    """The fields a text asks for, and whether in capital figures."""
    return [(found[1], bool(found[2])) for found in HOLE.finditer(text)]


def _shipped() -> Any:
    return files("zhanlian.reports.documents").joinpath("data", "kinds")


@cache
def _shipped_kind(name: str) -> Kind:
    text = _shipped().joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return _kind(name, text, f"{name}.toml")


def _kind(name: str, text: str, file: str) -> Kind:
    try:
        said = tomllib.loads(text)
        kind = Kind(
            key=name, zh=said["zh"], en=said["en"],
            is_public=said.get("public", False),
            is_served=said.get("served", False),
            is_wide=said.get("wide", False),
            grounds=tuple(Ground(**each) for each in said.get("grounds", ())),
            fields={each["key"]: Field(**each) for each in said.get("fields", ())},
            tables={each["key"]: _table(each) for each in said.get("tables", ())},
            sums=tuple(Sum(each["whole"], tuple(each["parts"])) for each in said.get("sums", ())),
            blocks=tuple(_block(each) for each in said["blocks"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise BadDeclaration(file, why=f"it cannot be read: {error}") from error
    for fault in _faults(kind):
        raise BadDeclaration(file, why=fault)
    return kind


def _table(said: dict[str, Any]) -> Table:
    columns = tuple(Field(**each) for each in said["columns"])
    return Table(said["key"], said["zh"], said["en"], said.get("must", False), columns)


def _block(said: dict[str, Any]) -> Block:
    (shape,) = said.keys() & set(SHAPES) or {""}
    body = said[shape]
    match shape:
        case "form" | "sign":
            return Block(shape, keys=tuple(body))
        case "table" | "lines":
            return Block(shape, keys=(body,))
        case _:
            return Block(shape, text=body)


def _faults(kind: Kind) -> list[str]:
    """What is wrong with a declaration, in the order of reading."""
    columns = {f"{t.key}.{c.key}": c for t in kind.tables.values() for c in t.columns}
    every = {**kind.fields, **columns}
    faults = [f"{key} is of no known type" for key, f in every.items() if f.type not in TYPES]
    faults += [f"{key} is a reserved name" for key in (*kind.fields, *kind.tables)
               if key in RESERVED]  # fmt: skip
    for block in kind.blocks:
        asked = [key for key, _ in holes_of(block.text)]
        known = kind.tables if block.shape in ("table", "lines") else kind.fields
        asked += [key for key in block.keys if block.shape != "sign"]
        faults += [f"a block asks for {key}, which is not declared" for key in asked
                   if key not in known and key != "grounds"]  # fmt: skip
    for each in kind.sums:
        faults += [f"a sum names {key}, which is no amount" for key in (each.whole, *each.parts)
                   if key not in every or every[key].type != "money"]  # fmt: skip
    return faults

"""Shapes: what the wire carries, made from the tables, so that the two cannot drift.

in     a table
out    what a client sends to make a row or to change one, and what it gets to see
keeps  whole numbers fit the database; texts hold no sign a database refuses; secret columns
       are in no shape
"""

import math
from collections.abc import Collection
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model
from sqlalchemy import Column, inspect

from zhanlian.supervision import tables

INT64_MAX = 2**63 - 1
TEXT_MAX = 20_000
REASON_MAX = 2_000
PAGE = 100
PAGE_MAX = 500
ID_PATTERN = r"^[0-9A-HJKMNP-TV-Z]{26}$"
AFTER_PATTERN = r"^([0-9A-HJKMNP-TV-Z]{26})?$"
DIGEST = r"^[0-9a-f]{64}$"
SURROGATES = range(0xD800, 0xE000)


def storable(value: Any) -> Any:
    """``value`` where both databases can keep it: no NUL, no half sign, no number that is none."""
    match value:
        case str():
            if any(sign == "\0" or ord(sign) in SURROGATES for sign in value):
                message = "holds a sign that cannot be kept"
                raise ValueError(message)
        case float() if not math.isfinite(value):
            message = "holds a number that is none"
            raise ValueError(message)
        case dict():
            storable([*value.keys(), *value.values()])
        case list():
            for each in value:
                storable(each)
    return value


Text = Annotated[str, Field(max_length=TEXT_MAX), AfterValidator(storable)]
Whole = Annotated[int, Field(ge=-INT64_MAX, le=INT64_MAX)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Reason = Annotated[
    str,
    Field(max_length=REASON_MAX, description="Why; kept in the chain"),
    AfterValidator(storable),
]
Facts = Annotated[dict[str, Any], AfterValidator(storable)]
Texts = Annotated[list[Text], Field(max_length=1000)]
KINDS = {str: Text, int: Whole, dict: Facts, list: Texts}


class Shape(BaseModel):
    """A body of ours: a name nobody reads is refused."""

    model_config = ConfigDict(extra="forbid")


class Why(Shape):
    """Why something is asked."""

    reason: Reason


class Changing(Why):
    """A change: the version it was made on, and why."""

    version: Whole


def new_shape(kind: type[tables.Record], *, without: Collection[str] = ()) -> type[BaseModel]:
    """What a client sends to make a row of ``kind``; what lacks a default must be sent."""
    given: dict[str, Any] = {}
    for column in _open_columns(kind):
        if column.key in without or column.key in tables.BOOKKEEPING:
            continue
        sent = _sent_type(kind, column)
        default = getattr(column.default, "arg", ...) if _has_fixed_default(column) else ...
        given[column.key] = (sent | None, None) if column.nullable else (sent, default)
    given["reason"] = (Reason, "")
    return create_model(f"New{kind.__name__}", __base__=Shape, **given)


def change_shape(kind: type[tables.Record], *, fields: Collection[str]) -> type[BaseModel]:
    """What a client sends to change a row of ``kind``: only fields it names are changed."""
    given: dict[str, Any] = {}
    for column in _open_columns(kind):
        if column.key in fields:
            sent = _sent_type(kind, column)
            given[column.key] = (sent | None if column.nullable else sent, None)
    return create_model(f"Change{kind.__name__}", __base__=Changing, **given)


@cache
def row_shape(kind: type[tables.Record], *, without: tuple[str, ...] = ()) -> type[BaseModel]:
    """What a client gets to see of a row of ``kind``."""
    shown: dict[str, Any] = {
        column.key: (_declared_type(kind, column), ...)
        for column in _open_columns(kind)
        if column.key not in without
    }
    return create_model(kind.__name__, **shown)


def page_shape(row: type[BaseModel]) -> type[BaseModel]:
    """A page of rows, and the id the next page begins after; empty at the end."""
    fields: dict[str, Any] = {"rows": (list[row], ...), "next_after": (str, ...)}  # type: ignore[valid-type]  # made while running
    return create_model(f"{row.__name__}Page", **fields)


def query_shape(kind: type[tables.Record], *, filters: Collection[str]) -> type[BaseModel]:
    """What a client may ask of a list: where to go on, how many, and which."""
    asked: dict[str, Any] = {
        "after": (Annotated[str, Field(pattern=AFTER_PATTERN)], ""),
        "limit": (Annotated[int, Field(ge=1, le=PAGE_MAX)], PAGE),
    }
    for column in _open_columns(kind):
        if column.key in filters:
            asked[column.key] = (_sent_type(kind, column) | None, None)
    return create_model(f"{kind.__name__}Query", __base__=Shape, **asked)


def _open_columns(kind: type[tables.Record]) -> list[Column[Any]]:
    return [each for each in inspect(kind).columns if not each.info.get("secret")]


def _has_fixed_default(column: Column[Any]) -> bool:
    return column.default is not None and column.default.is_scalar


def _sent_type(kind: type[tables.Record], column: Column[Any]) -> Any:
    if column.foreign_keys:
        return Id
    declared = _declared_type(kind, column)
    is_union = get_origin(declared) in {Union, UnionType}
    parts = [each for each in get_args(declared) if each is not NoneType] if is_union else []
    sent = parts[0] if parts else declared
    return KINDS.get(get_origin(sent) or sent, sent)


def _declared_type(kind: type[tables.Record], column: Column[Any]) -> Any:
    """What the table's own line says the column holds."""
    return get_args(get_type_hints(kind)[column.key])[0]

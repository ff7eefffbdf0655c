"""Rows: the five addresses of a table: list, one, new, change, open.

in     a table, and what of it clients may send, change and filter by
out    routes whose bodies follow the table's own declaration
keeps  a list is filtered by who asks; a new row and a change go through ``Writing``; an
       unmasked row is handed out after its entry in the chain
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel
from sqlalchemy import ColumnElement, inspect

from zhanlian.supervision import Writing, list_rows, open_row, plain_row, seen, tables
from zhanlian.web.asking import Asked, AskedOnce, Json
from zhanlian.web.shapes import (
    ID_PATTERN,
    Why,
    change_shape,
    new_shape,
    page_shape,
    query_shape,
    row_shape,
)

RowId = Annotated[str, Path(pattern=ID_PATTERN)]
PAGING = {"after", "limit"}
CREATED = 201
Make = Callable[[Writing, Any, str], tables.Record]


def make_plain(writing: Writing, row: Any, reason: str) -> tables.Record:
    """Keep a new row as it was sent."""
    made: tables.Record = writing.add(row, reason=reason)
    return made


@dataclass(frozen=True)
class Rows:
    """A table on the wire.

    Attributes
    ----------
    kind : the table
    path : its part of the address, in the plural
    make : how a new row is kept; None where clients make none here
    changes : the fields clients may change
    filters : the fields lists may be filtered by
    kept : fields the server sets itself: not taken with a new row
    hidden : fields not shown here
    """

    kind: type[tables.Record]
    path: str
    make: Make | None = make_plain
    changes: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def shown(self, row: tables.Record, *, is_open: bool = False) -> Json:
        """A row as clients see it."""
        values = plain_row(row, is_open=is_open)
        return {name: value for name, value in values.items() if name not in self.hidden}


def add_rows(router: APIRouter, rows: Rows) -> None:
    """Give ``router`` the addresses of a table."""
    shape = row_shape(rows.kind, without=rows.hidden)
    _add_reading(router, rows, shape)
    if rows.make is not None:
        _add_making(router, rows, shape)
    if rows.changes:
        _add_changing(router, rows, shape)
    if any(column.info.get("mask") for column in inspect(rows.kind).columns):
        _add_opening(router, rows, shape)


def _add_reading(router: APIRouter, rows: Rows, shape: type[BaseModel]) -> None:
    wanted: Any = Annotated[query_shape(rows.kind, filters=rows.filters), Query()]

    def list_(asking: Asked, query: wanted) -> Json:
        where = _where(rows, query)
        with asking.reading() as (session, actor):
            page = list_rows(
                session, actor, rows.kind, *where, after=query.after, limit=query.limit
            )
        return {"rows": [rows.shown(row) for row in page.rows], "next_after": page.next_after}

    def one(asking: Asked, row_id: RowId, response: Response) -> Json:
        with asking.reading() as (session, actor):
            row = seen(session, actor, rows.kind, row_id)
        response.headers["ETag"] = f'"{row.version}"'
        return rows.shown(row)

    name = rows.kind.__name__
    router.get(f"/{rows.path}", response_model=page_shape(shape), summary=f"List: {name}")(list_)
    router.get(f"/{rows.path}/{{row_id}}", response_model=shape, summary=f"One: {name}")(one)


def _add_making(router: APIRouter, rows: Rows, shape: type[BaseModel]) -> None:
    sent: Any = new_shape(rows.kind, without=rows.kept)
    make = rows.make
    assert make is not None

    def create(asking: AskedOnce, body: sent) -> Json:
        def act(writing: Writing) -> Json:
            row = rows.kind(**body.model_dump(exclude={"reason"}))
            return rows.shown(make(writing, row, body.reason))

        return asking.write(act)

    address = router.post(
        f"/{rows.path}", response_model=shape, status_code=CREATED,
        summary=f"New: {rows.kind.__name__}",
    )  # fmt: skip
    address(create)


def _add_changing(router: APIRouter, rows: Rows, shape: type[BaseModel]) -> None:
    sent: Any = change_shape(rows.kind, fields=rows.changes)

    def change(asking: AskedOnce, row_id: RowId, body: sent) -> Json:
        new = body.model_dump(exclude_unset=True, exclude={"reason", "version"})

        def act(writing: Writing) -> Json:
            row = writing.get(rows.kind, row_id)
            return rows.shown(writing.change(row, new, version=body.version, reason=body.reason))

        return asking.write(act)

    address = router.patch(
        f"/{rows.path}/{{row_id}}", response_model=shape, summary=f"Change: {rows.kind.__name__}"
    )
    address(change)


def _add_opening(router: APIRouter, rows: Rows, shape: type[BaseModel]) -> None:
    def open_(asking: Asked, row_id: RowId, body: Why) -> Json:
        def act(writing: Writing) -> Json:
            row = writing.get(rows.kind, row_id)
            open_row(writing, row, reason=body.reason)
            return rows.shown(row, is_open=True)

        return asking.write(act)

    address = router.post(
        f"/{rows.path}/{{row_id}}/open", response_model=shape,
        summary=f"Unmasked, on the record: {rows.kind.__name__}",
    )  # fmt: skip
    address(open_)


def _where(rows: Rows, query: BaseModel) -> list[ColumnElement[bool]]:
    asked = query.model_dump(exclude=PAGING, exclude_none=True)
    return [getattr(rows.kind, name) == value for name, value in asked.items()]

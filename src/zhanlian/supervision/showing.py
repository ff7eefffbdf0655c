"""Showing: rows as plain values, masked unless opened; and opening them, on the record.

keeps  a secret column is never shown; a masked one only through ``open_row``, whose entry in
       the chain is written before the value is handed out
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import inspect

from zhanlian.supervision.access import allow, target_of
from zhanlian.supervision.audit import Event
from zhanlian.supervision.masks import starred
from zhanlian.supervision.refusals import NoReason
from zhanlian.supervision.tables import Act, Base, Record
from zhanlian.supervision.writing import Writing


def plain_row(row: Base, *, is_open: bool = False) -> dict[str, Any]:
    """The columns of ``row`` as JSON values; stars for what names people."""
    shown: dict[str, Any] = {}
    for column in inspect(type(row)).columns:
        if not column.info.get("secret"):
            value = _plain(getattr(row, column.key))
            shown[column.key] = value if is_open else starred(column, value)
    return shown


def open_row(writing: Writing, row: Record, *, reason: str) -> dict[str, Any]:
    """The row unmasked; who looked, when and why stands in the chain."""
    kind = type(row).__tablename__
    target = target_of(writing.session, row)
    allow(writing.actor, Act.OPEN, target)
    if not reason.strip():
        raise NoReason("open", kind)  # noqa: EM101  the act, not a message
    writing.note(Event(act="open", kind=kind, row_id=row.id, reason=reason, case_id=target.case_id))
    return plain_row(row, is_open=True)


def masked_facts(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a change said, with masked columns starred: for readers of the chain."""
    table = Base.metadata.tables.get(kind)
    columns = {} if table is None else {column.name: column for column in table.columns}
    return {
        name: starred(columns[name], value) if name in columns else value
        for name, value in facts.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

"""Holding (控制财产): measures and assets of a case, sheets on confiscation and restitution.

in     an open case and a day; TOML files of measures, assets, one suspect or one plea
out    rows that a face prints or encodes; an ICS feed; sheets
keeps  a record is written only where the law allows it, all of a file or none of it
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zhanlian.desk.judging import Decided, last_decision, require_reason
from zhanlian.desk.opening import APPLIED, TRACED, clock, clock_text, open_traced, trace_mark
from zhanlian.desk.veils import as_account, as_name
from zhanlian.evidence import Case, append_decision, open_case
from zhanlian.recovery import assets, confiscation, executing, judgment, measures, plea
from zhanlian.terms import Refusal, from_instant

__all__ = [
    "AssetRow",
    "MeasureRow",
    "NoRecords",
    "count_unplaced",
    "list_asset_rows",
    "list_measure_rows",
    "make_confiscation_sheet",
    "make_restitution_sheet",
    "measure_feed",
    "record_asset",
    "record_measure",
    "share_out_judgment",
]

Facts = dict[str, Any]


class NoRecords(Refusal):
    """A file of records that is no TOML, or holds none."""

    code = "ZL-DESK-041"

    def __init__(self, file: Path, *, table: str, why: str) -> None:
        super().__init__(
            f"{file.name} holds no records to take in.",
            where=str(file),
            why=why,
            do_next=f"write TOML with [[{table}]] tables; docs/measures.md shows every form",
        )


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure on a day.

    Attributes
    ----------
    account : account or asset it is on
    kind : kind of measure
    agency : who put it on
    state : live, waiting, lapsed, released, in_doubt or unknown
    rank : 1 holds the property, 2 and more wait, 0 is over
    from_on : first day
    begins_on : day it took effect; empty while it waits
    ends_on : last day
    legal_end_on : earliest day that the law names as its end
    is_written : whether a paper names an end of its own
    is_too_long : whether that end is past what the law gives without a higher approval
    work_by_on : last day to renew it; empty where nothing is left to renew
    days_left : days from the day asked for to that day
    is_due : whether a reminder has come
    remind_on : days to be reminded on
    renewed_on : days of its renewals
    amount_minor : amount last stated
    currency : currency
    place : where it stands in the evidence or the record
    remarks : what a person must look at: key, zh, en, cites
    refused : why the law cannot count it
    """

    account: str
    kind: str
    agency: str
    state: str
    rank: int
    from_on: str
    begins_on: str
    ends_on: str
    legal_end_on: str
    is_written: bool
    is_too_long: bool
    work_by_on: str
    days_left: int | None
    is_due: bool
    remind_on: tuple[str, ...]
    renewed_on: tuple[str, ...]
    amount_minor: int | None
    currency: str
    place: str
    remarks: tuple[dict[str, Any], ...]
    refused: str


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One asset.

    Attributes
    ----------
    asset : account, or the id it was recorded under
    kind : kind of asset
    name : what it is
    holder : who has it by name
    owner : whose it is, as found
    value_minor : value
    valued_on : day of the value
    currency : currency
    share_low_minor : least of victims' money that paid for it, over the methods
    share_high_minor : most of it
    part_low_minor : least part of the value
    part_high_minor : most of it
    held : kinds of the measures that hold it on the day
    outcome : what follows from a third party's claim
    because : grounds: key, zh, en, cites
    source : decision or figure it is known from
    """

    asset: str
    kind: str
    name: str
    holder: str
    owner: str
    value_minor: int | None
    valued_on: str
    currency: str
    share_low_minor: int | None
    share_high_minor: int | None
    part_low_minor: int | None
    part_high_minor: int | None
    held: tuple[str, ...]
    outcome: str
    because: tuple[dict[str, Any], ...]
    source: str


def list_measure_rows(case: Case, *, on: date | None = None) -> tuple[MeasureRow, ...]:
    """Every measure as it stands on a day, today unless one is named."""
    day = on or _today()
    held = measures.list_measures(measures.read_measures(case), day)
    due = {id(each.held) for each in measures.due_measures(held, day)}
    return tuple(_measure_row(each, day, is_due=id(each) in due) for each in held)


def count_unplaced(case: Case) -> int:
    """Lines of measure sheets without an account or a start, which no ledger can hold."""
    return measures.count_unplaced(case)


def measure_feed(
    case: Case, *, title: str, kinds: Mapping[str, str], on: date | None = None
) -> bytes:
    """The ends of measures in force as an ICS feed; ``title``: {kind}, {account}, {agency}."""
    day = on or _today()
    held = measures.list_measures(measures.read_measures(case), day)
    return measures.as_calendar(held, day, title=title, kinds=kinds)


def list_asset_rows(case: Case, *, on: date | None = None) -> tuple[AssetRow, ...]:
    """The register of assets, each with the measures that hold it on a day."""
    held: dict[str, list[str]] = {}
    for each in measures.list_measures(measures.read_measures(case), on or _today()):
        if each.rank == 1:
            held.setdefault(each.asset_id, []).append(each.kind.value)
    return tuple(
        _asset_row(each, tuple(held.get(each.asset_id, ()))) for each in assets.list_assets(case)
    )


def record_measure(folder: Path, file: Path, *, author: str, reason: str) -> tuple[Decided, ...]:
    """Write the measures of a file down, as far as the law allows every one of them."""

    def check(case: Case, tables: list[Mapping[str, Any]]) -> list[Facts]:
        known, checked = list(measures.read_measures(case)), []
        for number, table in enumerate(tables, start=1):
            where = f"{file.name}, measure {number}"
            facts = measures.check_measure(table, where=where, currency=case.settings.currency)
            new = measures.measure_of(facts, where)
            measures.check_line(known, new)
            known.append(new)
            checked.append(facts)
        return checked

    return _record(folder, file, measures.DECISION, check, author=author, reason=reason)


def record_asset(folder: Path, file: Path, *, author: str, reason: str) -> tuple[Decided, ...]:
    """Write the assets of a file down."""

    def check(case: Case, tables: list[Mapping[str, Any]]) -> list[Facts]:
        currency = case.settings.currency
        return [
            assets.check_asset(each, where=f"{file.name}, asset {number}", currency=currency)
            for number, each in enumerate(tables, start=1)
        ]

    return _record(folder, file, assets.DECISION, check, author=author, reason=reason)


def make_confiscation_sheet(file: Path, *, on: date | None = None) -> confiscation.Sheet:
    """Where confiscation without a conviction stands on a day, by the record in a file."""
    said = _read(file, "person")
    record = confiscation.read_confiscation(said, where=file.name)
    return confiscation.make_sheet(record, on or _today())


def make_restitution_sheet(file: Path) -> plea.PleaSheet:
    """What somebody could pay and did, by the record in a file."""
    return plea.make_plea_sheet(plea.read_plea(_read(file, "offer"), where=file.name))


def share_out_judgment(
    file: Path, *, on: date | None = None
) -> tuple[judgment.Judgment, executing.Executed, tuple[judgment.Unclaimed, ...]]:
    """Who is paid from what was realised, in the order of the law, and what nobody collects."""
    record = judgment.read_judgment(_read(file, "asset"), where=file.name)
    executed, unclaimed = judgment.judge(record, on or _today())
    return record, executed, unclaimed


def _record(  # noqa: PLR0913  a judgement is none without each of these
    folder: Path,
    file: Path,
    kind: str,
    check: Callable[[Case, list[Mapping[str, Any]]], list[Facts]],
    *,
    author: str,
    reason: str,
) -> tuple[Decided, ...]:
    """Check every table of a file, then write all of them down."""
    require_reason(author, reason)
    said = _read(file, kind)
    tables = said.pop(kind, [])
    if said or not tables or not isinstance(tables, list):
        why = f"it holds {', '.join(said) or 'nothing'} where [[{kind}]] is looked for"
        raise NoRecords(file, table=kind, why=why)
    case = open_traced(folder)
    try:
        checked = check(case, tables)
    finally:
        case.close()
    return _write(folder, kind, checked, author=author, reason=reason)


def _write(
    folder: Path, kind: str, facts: list[Facts], *, author: str, reason: str
) -> tuple[Decided, ...]:
    """Write decisions on which no table and no trace rests, so none is made again."""
    case = open_case(folder)
    written: list[Decided] = []
    try:
        for each in facts:
            append_decision(
                case.decisions_path, kind, each, author=author, at=clock_text(), reason=reason
            )
            case.set_meta(APPLIED, str(len(case.decisions())))
            case.set_meta(TRACED, trace_mark(case))
            written.append(last_decision(case))
        return tuple(written)
    finally:
        case.close()


def _read(file: Path, table: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise NoRecords(file, table=table, why=str(fault)) from fault


def _today() -> date:
    return from_instant(clock()).date()


def _measure_row(held: measures.Held, on: date, *, is_due: bool) -> MeasureRow:
    return MeasureRow(
        account=as_account(held.asset_id), kind=held.kind.value, agency=held.agency,
        state=held.state.value, rank=held.rank, from_on=_said(held.from_on),
        begins_on=_said(held.begins_on), ends_on=_said(held.ends_on),
        legal_end_on=_said(held.legal_end_on), is_written=held.is_written,
        is_too_long=any(each.key == measures.TOO_LONG for each in held.remarks),
        work_by_on=_said(held.work_by_on),
        days_left=(held.work_by_on - on).days if held.work_by_on else None, is_due=is_due,
        remind_on=tuple(map(_said, held.alerts_on)), renewed_on=tuple(map(_said, held.renewed_on)),
        amount_minor=held.amount_minor, currency=held.currency, place=", ".join(held.places),
        remarks=tuple(map(_ground, held.remarks)), refused=held.refused,
    )  # fmt: skip


def _asset_row(asset: assets.Asset, held: tuple[str, ...]) -> AssetRow:
    share, value = asset.share, asset.value_minor
    low, high = share.of(value) if share and value is not None else (None, None)
    return AssetRow(
        asset=as_account(asset.asset_id), kind=asset.kind.value, name=asset.name,
        holder=as_name(asset.holder), owner=as_name(asset.owner), value_minor=value,
        valued_on=asset.valued_on, currency=asset.currency,
        share_low_minor=share.low_minor if share else None,
        share_high_minor=share.high_minor if share else None,
        part_low_minor=low, part_high_minor=high, held=held, outcome=asset.outcome.value,
        because=tuple(map(_ground, asset.because)), source=asset.source,
    )  # fmt: skip


def _ground(ground: Any) -> dict[str, Any]:
    cites = [str(each) for each in ground.cites]
    return {"key": ground.key, "zh": ground.zh, "en": ground.en, "cites": cites}


def _said(on: date | None) -> str:
    return on.isoformat() if on else ""

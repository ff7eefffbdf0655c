"""Public laundering data as ledgers: AMLworld attempts, AMLGentex and AMLSim transfers.

in     the folder of the shared data
out    ledgers, and the truth beside them
keeps  truth columns never enter a ledger; time and file order are the total order; amounts are
       hundredths, rounded half to even, never below one
"""

import csv
import gzip
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
from pyarrow import parquet

from zhanlian.tracing.ledger import Ledger

DAY_S, MICROS, CENTS = 86_400, 1_000_000, 100
UNKNOWN = "XXX"  # the code of no currency


@dataclass(frozen=True)
class Labelled:
    """A ledger, whether each row is laundering (None where unknown), each row's planted pattern."""

    ledger: Ledger
    is_planted: np.ndarray
    planted_id: np.ndarray


def ledger_of(src, dst, at, cents, *, account_count) -> Ledger:
    """A ledger of plain columns already in order; nothing is an end, nobody had money before."""
    rows = len(src)
    return Ledger(
        src=np.asarray(src, dtype=np.int32),
        dst=np.asarray(dst, dtype=np.int32),
        at=np.asarray(at, dtype=np.int64),
        amount_minor=np.maximum(1, np.asarray(cents, dtype=np.int64)),
        undo_row=np.full(rows, -1, dtype=np.int32),
        origin=np.zeros(rows, dtype=np.int32),
        opening_minor=np.zeros(account_count, dtype=np.int64),
        is_sink=np.zeros(account_count, dtype=np.bool_),
        account_ids=tuple(map(str, range(account_count))),
        transfer_ids=np.arange(rows, dtype=np.int64),
        origin_ids=(),
        currency=UNKNOWN,
    )


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a packed CSV file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def amlworld_attempts(shared: Path) -> list[tuple[str, Ledger]]:
    """(family, ledger) of each attempt, by the time of its first row."""
    attempts: dict[str, list[dict[str, str]]] = {}
    for row in read_csv(shared / "data" / "amlworld-patterns-dev" / "patterns.csv.gz"):
        attempts.setdefault(row["pattern_id"], []).append(row)
    found = [(rows[0]["family"], attempt_ledger(rows)) for rows in attempts.values()]
    return sorted(found, key=lambda each: int(each[1].at[0]))


def attempt_ledger(rows: list[dict[str, str]]) -> Ledger:
    """The rows of one attempt in order of time, amounts as paid in whatever currency."""
    numbers: dict[tuple[str, str], int] = {}

    def number(bank: str, account: str) -> int:
        return numbers.setdefault((bank, account), len(numbers))

    rows = sorted(rows, key=lambda row: row["timestamp"])
    src = [number(row["from_bank"], row["from_account"]) for row in rows]
    dst = [number(row["to_bank"], row["to_account"]) for row in rows]
    at = [instant(row["timestamp"]) for row in rows]
    cents = [round(float(row["amount_paid"]) * CENTS) for row in rows]
    return ledger_of(src, dst, at, cents, account_count=len(numbers))


def instant(text: str) -> int:
    """``2022/09/01 00:04`` as microseconds."""
    moment = datetime.strptime(text, "%Y/%m/%d %H:%M").replace(tzinfo=timezone.utc)  # noqa: UP017
    return int(moment.timestamp()) * MICROS


def amlgentex(shared: Path, *, from_day: int, to_day: int) -> Labelled:
    """Transfers of days ``from_day`` to ``to_day - 1``, with what was planted."""
    table = parquet.read_table(shared / "data" / "amlgentex-dev" / "transfers.parquet")
    column = {name: table[name].to_numpy() for name in table.column_names if name in COLUMNS}
    kept = (column["step"] >= from_day) & (column["step"] < to_day)
    column = {name: values[kept] for name, values in column.items()}
    ledger = ledger_of(
        column["nameOrig"], column["nameDest"], column["step"].astype(np.int64) * DAY_S * MICROS,
        np.round(column["amount"] * CENTS), account_count=GENTEX_ACCOUNTS,
    )  # fmt: skip
    is_planted = column["isSAR"] == 1
    return Labelled(ledger, is_planted, np.where(is_planted, column["patternID"] - FIRST_ID, -1))


COLUMNS = ("step", "amount", "nameOrig", "nameDest", "isSAR", "patternID")
GENTEX_ACCOUNTS = 5000
FIRST_ID = 9000  # patternID of a planted transfer is this above its modelID


def gentex_types(shared: Path) -> dict[int, str]:
    """Typology of each planted pattern."""
    rows = read_csv(shared / "data" / "amlgentex-dev" / "alert_models.csv.gz")
    return {int(row["modelID"]): row["type"] for row in rows}


def amlsim(shared: Path, name: str) -> tuple[Ledger, np.ndarray]:
    """(ledger, which accounts are fraudulent) of one archive."""
    folder = shared / "data" / "amlsim-20k-dev"
    nodes = read_csv(folder / f"{name}.nodes.csv.gz")
    rows = read_csv(folder / f"{name}.transactions.csv.gz")
    day = np.array([int(row["time"]) for row in rows])
    order = np.argsort(day, kind="stable")
    is_fraud = np.zeros(len(nodes), dtype=np.bool_)
    is_fraud[[int(row["nodeid"]) for row in nodes if row["isFraud"] == "1"]] = True
    ledger = ledger_of(
        np.array([int(row["sourceNodeId"]) for row in rows])[order],
        np.array([int(row["targetNodeId"]) for row in rows])[order],
        day[order].astype(np.int64) * DAY_S * MICROS,
        np.round(np.array([float(row["value"]) for row in rows])[order] * CENTS),
        account_count=len(nodes),
    )  # fmt: skip
    return ledger, is_fraud

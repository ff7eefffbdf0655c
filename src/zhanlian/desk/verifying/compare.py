"""Compare: every row of two databases of one case, table by table.

in     the stored database and the one made again
out    how many rows agree, and each value that differs, with both values
keeps  a row only one side has is a difference too
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhanlian.desk.veils import Veiled
from zhanlian.engines import Duck
from zhanlian.evidence import BY_NAME, RESULTS

BEHIND = (
    "source_line", "line_verdict", "entry", "booking", "account", "account_alias", "transfer",
    "victim", "victim_payment", "victim_match",
)  # fmt: skip
DIFFERENCES_MAX = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that does not recompute.

    Attributes
    ----------
    figure : figure id, or table and key
    table : table it stands in
    column : column that differs; empty where the whole row is missing on one side
    stored : the value in the case
    recomputed : the value made again
    """

    figure: str
    table: str
    column: str
    stored: str
    recomputed: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What agrees, and what does not."""

    figure_count: int
    row_count: int
    changed_figure_count: int
    changed_row_count: int
    differences: tuple[Difference, ...]


def compare_cases(stored: Path, again: Path) -> Compared:
    """Compare the databases of two case folders."""
    duck = Duck()
    try:
        for name, folder in (("stored", stored), ("again", again)):
            path = str(folder / "case.duckdb").replace("'", "''")
            duck.run(f"ATTACH '{path}' AS {name} (READ_ONLY)", table=name)
        found = {name: _compare_table(duck, name) for name in (*RESULTS, *BEHIND)}
        counts = {name: _count(duck, name) for name in found}
    finally:
        duck.close()
    differences = [each for rows in found.values() for each in rows]
    return Compared(
        sum(counts[name] for name in RESULTS),
        sum(counts[name] for name in BEHIND),
        sum(_count_changed(found[name]) for name in RESULTS),
        sum(_count_changed(found[name]) for name in BEHIND),
        tuple(differences[:DIFFERENCES_MAX]),
    )


def _compare_table(duck: Duck, name: str) -> list[Difference]:
    table = BY_NAME[name]
    columns = [column for column in table.column_names() if column not in table.key]
    keys = ", ".join(table.key)
    sides = {
        side: {
            tuple(row[key] for key in table.key): row
            for row in duck.fetch(
                f"SELECT * FROM {side}.{name} EXCEPT ALL SELECT * FROM {other}.{name} "
                f"ORDER BY {keys}"
            )
        }
        for side, other in (("stored", "again"), ("again", "stored"))
    }
    found: list[Difference] = []
    for key in sorted({*sides["stored"], *sides["again"]}, key=str):
        found += _differ(name, key, sides["stored"].get(key), sides["again"].get(key), columns)
    return found


def _differ(
    name: str,
    key: tuple[Any, ...],
    stored: dict[str, Any] | None,
    again: dict[str, Any] | None,
    columns: list[str],
) -> list[Difference]:
    either = stored or again or {}
    said = ":".join(str(part) for part in key)
    figure = Veiled(either.get("figure_id") or f"{name}:{said}")
    if stored is None or again is None:
        present = ("missing", "present") if stored is None else ("present", "missing")
        return [Difference(figure, name, "", *present)]
    return [
        Difference(figure, name, column, Veiled(str(stored[column])), Veiled(str(again[column])))
        for column in columns
        if stored[column] != again[column]
    ]


def _count_changed(differences: list[Difference]) -> int:
    return len({each.figure for each in differences})


def _count(duck: Duck, name: str) -> int:
    return int(duck.fetch(f"SELECT count(*) AS n FROM stored.{name}")[0]["n"])

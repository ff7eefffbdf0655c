"""Victims of a delivery: numbered in order of first report, one number for one person.

keeps  two rows are one victim only if their identity numbers are equal, or both lack one and
       name and phone are equal; a name alone never links
"""

from __future__ import annotations

from typing import Any

from zhanlian.engines import as_columns
from zhanlian.evidence import BY_NAME, Case


def keep_victims(case: Case, found: list[dict[str, Any]]) -> None:
    """Number the victims and payments of a delivery and store them."""
    known = _known(case)
    counts = _payment_counts(case)
    victims, payments = [], []
    for each in found:
        row = each["_row"]
        if each["_table"] == "victim":
            key = _key(row)
            row["victim_id"] = known.get(key) or f"V{len(set(known.values())) + 1}"
            if key not in known:
                known[key] = row["victim_id"]
                victims.append(row)
        else:
            victim_id = row.pop("_victim")["victim_id"]
            counts[victim_id] = counts.get(victim_id, 0) + 1
            row |= {"victim_id": victim_id, "payment_id": f"{victim_id}-{counts[victim_id]}"}
            payments.append(row)
    for table, rows in (("victim", victims), ("victim_payment", payments)):
        case.duck.append(table, as_columns(rows, BY_NAME[table].column_names()))


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    if row["id_no"]:
        return ("id", row["id_no"])
    if row["phone"]:
        return ("name", row["name"] or "", row["phone"])
    return ("row", str(row["file_id"]), str(row["sheet_no"]), str(row["line_no"]))


def _known(case: Case) -> dict[tuple[str, ...], str]:
    rows = case.duck.fetch("SELECT * FROM victim ORDER BY file_id, sheet_no, line_no")
    return {_key(row): row["victim_id"] for row in rows}


def _payment_counts(case: Case) -> dict[str, int]:
    query = "SELECT victim_id, count(*) AS n FROM victim_payment GROUP BY victim_id"
    return {row["victim_id"]: int(row["n"]) for row in case.duck.fetch(query)}

"""Completion: figure ids and accounts of the case already typed; cheap, and silent on trouble."""

from __future__ import annotations

from pathlib import Path

import typer

SHOWN_MAX = 50

NAMES_SQL = """
    SELECT name FROM (
        SELECT figure_id AS name FROM holding UNION ALL SELECT figure_id FROM layer
        UNION ALL SELECT figure_id FROM next_query UNION ALL SELECT figure_id FROM freeze_candidate
        UNION ALL SELECT payment_id FROM victim_payment UNION ALL SELECT account_id FROM account
    ) WHERE starts_with(name, ?) ORDER BY name LIMIT ?
"""


def complete_figure(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names in the case that begin with what is typed."""
    from zhanlian.evidence import open_case
    from zhanlian.terms import Refusal

    folder = Path(str(ctx.params.get("folder", "")))
    if not (folder / "case.duckdb").is_file():
        return []
    try:
        case = open_case(folder, read_only=True)
        rows = case.duck.fetch(NAMES_SQL, [incomplete, SHOWN_MAX])
        case.close()
    except Refusal:
        return []
    return [row["name"] for row in rows]

"""Every table of a case, declared once."""

from zhanlian.evidence.shape import Table
from zhanlian.evidence.tables import comparison, declared, intake, money, patterns, people, results

OF_RESULTS: tuple[Table, ...] = (*results.ALL, *declared.ALL, *comparison.ALL, *patterns.ALL)
TABLES: tuple[Table, ...] = (*intake.ALL, *money.ALL, *people.ALL, *OF_RESULTS)
BY_NAME: dict[str, Table] = {each.name: each for each in TABLES}
DERIVED: tuple[str, ...] = (
    "line_verdict", "booking", "account", "account_alias", "transfer", "victim_match",
)  # fmt: skip
RESULTS: tuple[str, ...] = tuple(each.name for each in OF_RESULTS)

__all__ = ["BY_NAME", "DERIVED", "RESULTS", "TABLES"]

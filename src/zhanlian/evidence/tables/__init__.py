"""Every table of a case, declared once."""

from zhanlian.evidence.shape import Table
from zhanlian.evidence.tables import intake, money, people, results

TABLES: tuple[Table, ...] = (*intake.ALL, *money.ALL, *people.ALL, *results.ALL)
BY_NAME: dict[str, Table] = {each.name: each for each in TABLES}
DERIVED: tuple[str, ...] = (
    "line_verdict", "booking", "account", "account_alias", "transfer", "victim_match",
)  # fmt: skip
RESULTS: tuple[str, ...] = tuple(each.name for each in results.ALL)

__all__ = ["BY_NAME", "DERIVED", "RESULTS", "TABLES"]

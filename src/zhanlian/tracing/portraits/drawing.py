"""Drawing: indicators met by each account with a statement, with numbers, rows, counter-facts.

in     effective rows of accounts whose statements are held, in the case's currency; thresholds
out    rows of the table portrait
keeps  an indicator sorts accounts for a person, it proves nothing; what speaks against it
       stands in the same row; rows that know only their day feed no clock indicator; figures
       are whole numbers, shares in parts per million
source docs/indicators.md
"""

from importlib.resources import files

from zhanlian.evidence import Case
from zhanlian.tracing.portraits.counterfacts import make_counter_facts

KEYWORDS = "换汇|换U|USDT|泰达|虚拟币|跑分|料子|水房|博彩|彩金|刷单"
STEPS = ("rows", "totals", "evidence", "whole", "bursts", "habits", "devices")
MARKS = """
CREATE OR REPLACE TEMP TABLE marks
  (account_id VARCHAR, indicator VARCHAR, value VARCHAR, threshold VARCHAR, entry_ids BIGINT[])
"""


def keep_portraits(case: Case, thresholds: dict[str, int]) -> None:
    """Write portrait anew. Cost: a few sorted passes over the held rows."""
    _keep_limits(case, thresholds)
    case.duck.run(MARKS, table="marks")
    for step in STEPS:
        values = [case.settings.currency] if step == "rows" else []
        for part in portrait_sql(step).replace("$keywords", KEYWORDS).split(";\n"):
            if part.strip():
                case.duck.run(part, values, table=step)
    make_counter_facts(case)
    case.duck.run(portrait_sql("keep"), table="portrait")


def portrait_sql(name: str) -> str:
    """The SQL file of this package with that name."""
    return files("zhanlian.tracing.portraits").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def _keep_limits(case: Case, thresholds: dict[str, int]) -> None:
    """The thresholds as one row, so that SQL names them as a person does."""
    columns = ", ".join(f"{int(value)}::BIGINT AS {name}" for name, value in thresholds.items())
    case.duck.run(f"CREATE OR REPLACE TEMP TABLE limits AS SELECT {columns}", table="limits")

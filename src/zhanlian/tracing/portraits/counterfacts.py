"""Counter-facts: signs of an ordinary life on an account that meets an indicator.

in     the portrayed rows
out    per account: wages, pension, mortgage, utilities, insurance and schooling, with rows
keeps  shown beside every indicator of the account, whether it helps or hurts; a label is what
       the bank wrote, and may itself be false: the rows are there to be looked at
source docs/indicators.md: a transit account with its own salary is shown with both
"""

from zhanlian.evidence import Case

KINDS = (
    ("salary", "in", "工资|代发|薪|奖金|劳务费"),
    ("pension", "in", "养老金|退休金|抚恤|低保"),
    ("mortgage", "out", "房贷|按揭|贷款|还贷|月供"),
    ("utilities", "out", "水费|电费|燃气|煤气|物业|话费|宽带|取暖|有线电视|国家电网|自来水"),
    ("insurance", "out", "社保|公积金|医保|保险费|保费"),
    ("schooling", "out", "学费|幼儿园|培训费"),
)
FACTS = """
CREATE OR REPLACE TEMP TABLE counter_facts AS
WITH ordinary AS (
  SELECT account_id, entry_id, is_in, amount_minor, words || ' ' || party AS said FROM portrayed
  WHERE regexp_matches(words || ' ' || party, '{any_kind}')
),
kinds AS (SELECT * FROM (VALUES {kinds}) AS k(kind, is_in, pattern)),
met AS (
  SELECT p.account_id, k.kind, count(*) AS rows, sum(p.amount_minor)::BIGINT AS amount_minor,
    list('f' || (p.entry_id >> 40) || ':' || ((p.entry_id >> 32) & 255) || ':'
      || ((p.entry_id & 4294967295) >> 2) ORDER BY p.entry_id)[1:10] AS places
  FROM ordinary AS p JOIN kinds AS k ON k.is_in = p.is_in
  WHERE regexp_matches(p.said, k.pattern)
  GROUP BY p.account_id, k.kind
)
SELECT account_id, to_json(list(json_object('kind', kind, 'count', rows, 'amount_minor',
  amount_minor, 'rows', to_json(places)) ORDER BY kind))::VARCHAR AS facts
FROM met GROUP BY account_id
"""


def make_counter_facts(case: Case) -> None:
    """Collect them per account into the temporary table ``counter_facts``."""
    kinds = ", ".join(
        f"('{kind}', {direction == 'in'}, '{pattern}')" for kind, direction, pattern in KINDS
    )
    any_kind = "|".join(pattern for _, _, pattern in KINDS)
    case.duck.run(FACTS.format(kinds=kinds, any_kind=any_kind), table="counter_facts")

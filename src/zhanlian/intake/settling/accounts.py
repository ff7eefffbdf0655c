"""Accounts: every account the case knows, by statement or by mention.

keeps  an account known only as a counterparty is not held: its silence means nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhanlian.evidence import Case

ACCOUNTS = """
INSERT INTO account
WITH held AS (
  SELECT b.account_id, count(*) AS entry_count, min(e.booked_at) AS first_at,
    max(e.booked_at) AS last_at, mode(e.own_name) AS name, mode(e.own_id_no) AS id_no,
    mode(e.bank) AS bank, any_value(e.own_scheme) AS scheme
  FROM booking AS b JOIN entry AS e USING (entry_id)
  WHERE b.state <> 'copy'
  GROUP BY b.account_id
),
met AS (
  SELECT account_id, max(name) AS name, max(bank) AS bank, any_value(scheme) AS scheme FROM (
    SELECT t.payer_id AS account_id, e.cp_name AS name, e.cp_bank AS bank, e.cp_scheme AS scheme
    FROM transfer AS t JOIN entry AS e ON e.entry_id = t.in_entry_id
    UNION ALL
    SELECT t.payee_id, e.cp_name, e.cp_bank, e.cp_scheme
    FROM transfer AS t JOIN entry AS e ON e.entry_id = t.out_entry_id
  ) WHERE account_id NOT LIKE '@%' GROUP BY account_id
),
reserved AS (
  SELECT DISTINCT unnest([payer_id, payee_id]) AS account_id FROM transfer
),
sheet AS (
  SELECT coalesce(a.account_id, b.account_id, s.account, s.card) AS account_id, s.*
  FROM account_sheet AS s
  LEFT JOIN account_alias AS a ON a.alias =
    CASE WHEN s.scheme = 'bank' THEN s.account ELSE s.scheme || ':' || s.account END
  LEFT JOIN account_alias AS b ON b.alias = s.card
  WHERE s.relation = 'same' AND s.parent_account IS NULL AND s.valid_to IS NULL
),
sheets AS (
  SELECT account_id, arg_max(holder_name, file_id) AS name, arg_max(holder_id_no, file_id) AS id_no,
    arg_max(bank, file_id) AS bank, arg_max(kind, file_id) AS kind,
    arg_max(status, file_id) AS status, arg_max(opened_at, file_id) AS opened_at,
    arg_max(balance_minor, file_id) AS balance_minor,
    arg_max(available_minor, file_id) AS available_minor,
    arg_max(currency, file_id) AS currency, arg_max(last_txn_at, file_id) AS last_txn_at,
    any_value(scheme) AS scheme
  FROM sheet GROUP BY account_id
),
listed AS (
  SELECT account_id FROM held UNION SELECT account_id FROM met UNION SELECT account_id FROM sheets
  UNION SELECT account_id FROM reserved
)
SELECT l.account_id,
  CASE WHEN l.account_id LIKE '@%' THEN 'reserved'
       ELSE coalesce(h.scheme, s.scheme, m.scheme, 'bank') END,
  coalesce(s.name, h.name, m.name), coalesce(s.id_no, h.id_no),
  coalesce(s.bank, h.bank, m.bank), s.kind,
  (to_timestamp(s.opened_at // 1000000 + 28800) AT TIME ZONE 'UTC')::DATE, s.status,
  s.balance_minor, s.available_minor, s.last_txn_at, s.currency,
  h.account_id IS NOT NULL AND l.account_id NOT LIKE '@%',
  coalesce(h.entry_count, 0), h.first_at, h.last_at
FROM listed AS l
LEFT JOIN held AS h USING (account_id)
LEFT JOIN met AS m USING (account_id)
LEFT JOIN sheets AS s USING (account_id)
ORDER BY l.account_id
"""


def make_accounts(case: Case) -> None:
    """Write the account table anew."""
    case.duck.run("DELETE FROM account", table="account")
    case.duck.run(ACCOUNTS, table="account")

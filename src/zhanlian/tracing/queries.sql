-- What should be asked for next: one line per account and reason, not ranked yet.
-- $1 method, $2 days before the first money, $3 case currency
WITH asked AS (
  SELECT coalesce(k.account_id, r.number) AS account_id,
    CASE WHEN bool_or(r.outcome = 'ok') THEN 'partly'
         WHEN bool_or(r.outcome = 'pending') THEN 'pending' ELSE 'failed' END AS asked,
    max(r.bank) AS bank
  FROM request AS r LEFT JOIN account_alias AS k ON k.alias = r.number
  WHERE r.number IS NOT NULL GROUP BY 1
),
carried AS (
  SELECT f.transfer_id, sum(f.amount_minor)::BIGINT AS victim_minor
  FROM flow AS f WHERE f.method = $1 GROUP BY f.transfer_id
),
moved AS (
  SELECT t.*, c.victim_minor FROM transfer AS t JOIN carried AS c USING (transfer_id)
  WHERE t.state <> 'reversal'
),
reached AS (
  SELECT l.*, a.scheme, a.bank, a.first_at AS held_from, a.last_at AS held_to,
    coalesce(i.last_in_at, l.first_in_at) AS last_in_at
  FROM layer AS l
  LEFT JOIN account AS a ON a.account_id = l.account_id
  LEFT JOIN (
    SELECT payee_id AS account_id, currency, max(moved_at) AS last_in_at FROM moved GROUP BY ALL
  ) AS i ON i.account_id = l.account_id AND i.currency = l.currency
  WHERE l.method = $1
),
unqueried AS (
  SELECT r.account_id, r.bank, r.first_in_at AS from_at, NULL::BIGINT AS to_at,
    CASE WHEN r.scheme LIKE 'chain%' THEN 'chain_history'
         WHEN r.scheme = 'bank' THEN 'statement,opening,counterparty,ip'
         ELSE 'statement,opening,login,ip' END AS contents,
    CASE WHEN q.asked = 'failed' THEN 'failed_query' ELSE 'un_queried' END AS reason,
    r.victim_in_minor AS amount_minor, r.currency, r.last_in_at
  FROM reached AS r LEFT JOIN asked AS q USING (account_id)
  WHERE NOT r.is_held AND r.account_id NOT LIKE '@%' AND r.exit_kind IN ('un-queried', 'chain')
),
named AS (
  SELECT coalesce(m.account_id, '@named:' || coalesce(p.to_number_text, p.to_name, p.payment_id))
      AS account_id,
    any_value(a.bank) AS bank, min(p.paid_at) AS from_at, NULL::BIGINT AS to_at,
    'statement,opening' AS contents, 'named_by_victim' AS reason,
    sum(p.amount_minor)::BIGINT AS amount_minor, p.currency, max(p.paid_at) AS last_in_at
  FROM victim_match AS m JOIN victim_payment AS p USING (payment_id)
  LEFT JOIN account AS a ON a.account_id = m.account_id
  WHERE m.state = 'not_fed_back' AND NOT coalesce(a.is_held, false)
  GROUP BY 1, p.currency
),
broken AS (
  SELECT CASE WHEN regexp_matches(t.payee_id, '^@(channel|merchant):') THEN t.payee_id
              ELSE t.payer_id END AS account_id,
    NULL::VARCHAR AS bank, min(t.moved_at) AS from_at, max(t.moved_at) AS to_at,
    'counterparty,voucher' AS contents, 'broken_chain' AS reason,
    sum(t.victim_minor)::BIGINT AS amount_minor, t.currency, max(t.moved_at) AS last_in_at
  FROM moved AS t JOIN account AS a ON a.account_id = t.payee_id
  LEFT JOIN reached AS r ON r.account_id = t.payee_id AND r.currency = t.currency
  WHERE t.state = 'effective' AND (
    (t.payee_id LIKE '@%'
      AND NOT regexp_matches(t.payee_id, '^@(cash|fee|interest|gap|unowned):'))
    OR (t.payee_id NOT LIKE '@%' AND NOT a.is_held AND r.exit_kind = 'channel'))
  GROUP BY 1, t.currency
),
cash AS (
  SELECT t.payer_id AS account_id, NULL::VARCHAR AS bank, min(t.moved_at) AS from_at,
    max(t.moved_at) AS to_at, 'video,voucher' AS contents, 'cash_out' AS reason,
    sum(t.victim_minor)::BIGINT AS amount_minor, t.currency, max(t.moved_at) AS last_in_at
  FROM moved AS t WHERE t.payee_id LIKE '@cash:%' AND t.state = 'effective'
  GROUP BY t.payer_id, t.currency
),
sides AS (
  SELECT payer_id AS account_id, payee_id AS other_id, currency, moved_at, victim_minor,
    out_entry_id IS NULL AS is_missing
  FROM moved
  UNION ALL
  SELECT payee_id, payer_id, currency, moved_at, victim_minor, in_entry_id IS NULL FROM moved
),
missed AS (
  SELECT s.*, s.moved_at BETWEEN a.first_at AND a.last_at AS is_inside
  FROM sides AS s JOIN account AS a USING (account_id)
  JOIN account AS o ON o.account_id = s.other_id
  WHERE s.is_missing AND a.is_held AND a.first_at IS NOT NULL AND o.is_held
),
unwritten AS (
  SELECT m.account_id, p.currency, p.paid_at AS moved_at, p.amount_minor AS victim_minor,
    m.state = 'no_row' AS is_inside
  FROM victim_match AS m JOIN victim_payment AS p USING (payment_id)
  JOIN account AS a ON a.account_id = m.account_id
  WHERE a.is_held AND p.paid_at IS NOT NULL AND m.state IN ('no_row', 'not_fed_back')
),
silent AS (
  SELECT account_id, currency, moved_at, victim_minor, is_inside FROM missed
  UNION ALL
  SELECT * FROM unwritten
),
one_sided AS (
  SELECT account_id, NULL::VARCHAR AS bank, min(moved_at) AS from_at, max(moved_at) AS to_at,
    'statement,voucher' AS contents, 'one_sided' AS reason,
    sum(victim_minor)::BIGINT AS amount_minor, currency, max(moved_at) AS last_in_at
  FROM silent WHERE is_inside GROUP BY account_id, currency
),
short AS (
  SELECT coalesce(k.account_id, r.number) AS account_id, max(r.row_count_said) AS said,
    (SELECT count(*) FROM booking AS b
      WHERE b.account_id = coalesce(k.account_id, r.number) AND b.state <> 'copy') AS found
  FROM request AS r LEFT JOIN account_alias AS k ON k.alias = r.number
  WHERE r.outcome = 'ok' AND r.row_count_said IS NOT NULL
  GROUP BY ALL
),
periods AS (
  SELECT account_id, currency, moved_at AS from_at, moved_at AS to_at, victim_minor FROM silent
  WHERE NOT is_inside
  UNION ALL
  SELECT g.account_id, g.currency, g.from_at, g.to_at,
    coalesce(l.victim_in_minor, 0)
  FROM gap_seen AS g
  JOIN reached AS r ON r.account_id = g.account_id AND r.currency = g.currency
  LEFT JOIN reached AS l ON l.account_id = '@gap:' || g.account_id AND l.currency = g.currency
  UNION ALL
  SELECT s.account_id, r.currency, NULL, NULL, 0
  FROM short AS s JOIN reached AS r USING (account_id) WHERE s.found < s.said
),
missing AS (
  SELECT account_id, NULL::VARCHAR AS bank, min(from_at) AS from_at, max(to_at) AS to_at,
    'statement' AS contents, 'missing_period' AS reason,
    sum(victim_minor)::BIGINT AS amount_minor, currency, max(to_at) AS last_in_at
  FROM periods GROUP BY account_id, currency
),
tied AS (
  SELECT DISTINCT CASE WHEN s.relation = 'bound' THEN s.card ELSE s.scheme || ':' ||
      json_extract_string(s.extra, '$.related_accounts') END AS number,
    CASE WHEN s.relation = 'bound' THEN s.bank END AS bank,
    s.relation = 'bound' AS is_card
  FROM account_sheet AS s
  WHERE s.relation = 'bound'
    OR json_extract_string(s.extra, '$.related_accounts') IS NOT NULL
),
related AS (
  SELECT coalesce(k.account_id, t.number) AS account_id, max(t.bank) AS bank,
    NULL::BIGINT AS from_at, NULL::BIGINT AS to_at, 'statement,opening' AS contents,
    CASE WHEN bool_or(t.is_card) THEN 'bound_card' ELSE 'related_account' END AS reason,
    0::BIGINT AS amount_minor, $3 AS currency, NULL::BIGINT AS last_in_at
  FROM tied AS t
  LEFT JOIN account_alias AS k ON k.alias = t.number
  LEFT JOIN account AS a ON a.account_id = coalesce(k.account_id, t.number)
  WHERE t.number IS NOT NULL AND NOT coalesce(a.is_held, false)
    AND coalesce(k.account_id, t.number) NOT IN (SELECT account_id FROM unqueried)
  GROUP BY 1
),
wanted AS (
  SELECT *, 0 AS turn FROM unqueried UNION ALL SELECT *, 0 FROM named
  UNION ALL SELECT *, 1 FROM broken
  UNION ALL SELECT *, 2 FROM missing UNION ALL SELECT *, 2 FROM one_sided
  UNION ALL SELECT *, 3 FROM cash UNION ALL SELECT *, 4 FROM related
),
days AS (
  SELECT w.*, to_timestamp(w.from_at // 1000000 + 28800) AT TIME ZONE 'UTC' AS from_time,
    to_timestamp(w.to_at // 1000000 + 28800) AT TIME ZONE 'UTC' AS to_time
  FROM wanted AS w
)
SELECT d.account_id, coalesce(d.bank, a.bank, q.bank) AS bank,
  CASE WHEN d.turn = 0 THEN d.from_time::DATE - $2::INTEGER ELSE d.from_time::DATE END AS from_on,
  d.to_time::DATE AS to_on, d.contents, d.reason, d.amount_minor, d.currency,
  coalesce(q.asked, CASE WHEN a.is_held THEN 'partly' END, 'no') AS asked, d.last_in_at
FROM days AS d
LEFT JOIN account AS a USING (account_id)
LEFT JOIN asked AS q USING (account_id)
ORDER BY d.turn, d.amount_minor DESC, d.last_in_at DESC NULLS LAST, d.account_id, d.reason

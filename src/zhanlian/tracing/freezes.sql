-- Accounts where victims' money lies under any method, with what is known of each.
-- $1 main method
WITH named AS (
  SELECT method, account_id, currency, sum(amount_minor)::BIGINT AS amount_minor
  FROM holding WHERE payment_id <> '' GROUP BY ALL
),
methods AS (SELECT currency, count(*) AS methods FROM trace_run GROUP BY currency),
lying AS (
  SELECT account_id, currency,
    coalesce(max(amount_minor) FILTER (method = $1), 0) AS victim_minor,
    CASE WHEN count(*) < any_value(methods) THEN 0 ELSE min(amount_minor) END AS low,
    max(amount_minor) AS high,
    map_from_entries(list((method, amount_minor) ORDER BY method)) AS by_method
  FROM named JOIN methods USING (currency) GROUP BY account_id, currency
),
victims AS (
  SELECT DISTINCT t.payer_id FROM victim_match AS m JOIN transfer AS t USING (transfer_id)
),
arrivals AS (
  SELECT t.payee_id AS account_id, t.currency, max(t.transfer_id) AS transfer_id
  FROM flow AS f JOIN transfer AS t USING (transfer_id)
  WHERE t.state <> 'reversal' GROUP BY ALL
),
last_row AS (
  SELECT b.account_id, e.currency, arg_max(e.balance_minor, b.order_no) AS balance_minor,
    max(e.booked_at) AS booked_at
  FROM booking AS b JOIN entry AS e USING (entry_id)
  WHERE b.order_no > 0 AND e.balance_minor IS NOT NULL
  GROUP BY ALL
)
SELECT l.account_id, l.currency, l.victim_minor, l.low, l.high, l.by_method,
  a.kind, a.holder_name, a.bank, coalesce(a.is_held, false) AS is_held,
  CASE WHEN b.booked_at IS NULL OR a.balance_at > b.booked_at THEN a.balance_minor
       ELSE b.balance_minor END AS balance_minor,
  CASE WHEN b.booked_at IS NULL OR a.balance_at > b.booked_at THEN a.balance_at
       ELSE b.booked_at END AS balance_at,
  t.payer_id AS from_account_id, t.amount_minor AS from_minor, t.moved_at AS from_at,
  s.arrived_minor, s.fast_minor
FROM lying AS l
LEFT JOIN account AS a ON a.account_id = l.account_id
LEFT JOIN last_row AS b ON b.account_id = l.account_id AND b.currency = l.currency
LEFT JOIN arrivals AS r ON r.account_id = l.account_id AND r.currency = l.currency
LEFT JOIN transfer AS t ON t.transfer_id = r.transfer_id
LEFT JOIN speed AS s ON s.account_id = l.account_id AND s.currency = l.currency
WHERE l.account_id NOT LIKE '@%' AND l.high > 0
  AND l.account_id NOT IN (SELECT payer_id FROM victims)
  AND l.account_id NOT IN (
    SELECT account_id FROM layer WHERE exit_kind IN ('channel', 'merchant', 'cash'))
ORDER BY l.account_id, l.currency

-- Effective rows of accounts with statements, in one currency ($1), for accounts that moved
-- enough to be portrayed. A row has a clock if its time is known to the minute and is not plain
-- midnight, which many files write where they know the day only.
CREATE OR REPLACE TEMP TABLE portrayed AS
SELECT b.account_id, b.entry_id, b.order_no, e.booked_at, b.signed_minor > 0 AS is_in,
  abs(b.signed_minor) AS amount_minor, b.signed_minor, b.cp_account_id, e.balance_minor,
  (e.booked_at + 28800000000) // 86400000000 AS day_no,
  (e.booked_at + 28800000000) % 86400000000 // 1000000 AS second_of_day,
  e.precision IN ('s', 'm') AND (e.booked_at + 28800000000) % 86400000000 <> 0 AS has_clock,
  coalesce(e.summary, '') || ' ' || coalesce(e.txn_type, '') || ' ' || coalesce(e.remark, '')
    AS words,
  coalesce(e.cp_name, '') || ' ' || coalesce(e.merchant_name, '') AS party, e.ip, e.mac
FROM booking AS b
JOIN entry AS e USING (entry_id)
JOIN account AS a USING (account_id)
WHERE b.state = 'effective' AND b.signed_minor <> 0 AND e.currency = $1
  AND e.booked_at IS NOT NULL AND a.is_held
QUALIFY sum(abs(b.signed_minor)) OVER (PARTITION BY b.account_id)
  >= (SELECT active_minor_min FROM limits)

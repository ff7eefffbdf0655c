-- Every transfer that carries victims' money under one method, with the payer's and payee's
-- balances as their banks wrote them.
WITH carried AS (
  SELECT transfer_id, sum(amount_minor)::BIGINT AS victim_minor,
    string_agg(DISTINCT payment_id, '、' ORDER BY payment_id) AS payments
  FROM flow WHERE method = ? AND payment_id <> '' AND amount_minor <> 0 GROUP BY transfer_id
),
balances AS (
  SELECT e.entry_id, e.balance_minor AS after_minor,
    e.balance_minor - b.signed_minor AS before_minor
  FROM entry AS e JOIN booking AS b USING (entry_id)
)
SELECT t.transfer_id, t.moved_at, t.payer_id, t.payee_id, t.amount_minor, t.currency,
  t.out_entry_id, t.in_entry_id, c.victim_minor, c.payments,
  p.holder_name AS payer_name, q.holder_name AS payee_name, coalesce(l.layer_no, 0) AS level_no,
  o.before_minor, o.after_minor
FROM carried AS c
JOIN transfer AS t USING (transfer_id)
LEFT JOIN account AS p ON p.account_id = t.payer_id
LEFT JOIN account AS q ON q.account_id = t.payee_id
LEFT JOIN layer AS l ON l.account_id = t.payee_id AND l.method = ? AND l.currency = t.currency
LEFT JOIN balances AS o ON o.entry_id = t.out_entry_id
ORDER BY t.transfer_id

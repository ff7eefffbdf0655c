-- Transfers that may be a reported payment: equal currency, one of the payees it can mean, and
-- either the said amount, or the said time with the said payer or nearly the said amount.
-- Times, payers and digits are judged in Python, where a person can read how.
WITH near AS (
  SELECT s.payment_id, t.transfer_id
  FROM said AS s
  JOIN transfer AS t ON t.payee_id = s.payee_id AND t.currency = s.currency
  WHERE t.state <> 'reversal' AND t.payer_id <> t.payee_id AND (
    t.amount_minor = s.amount_minor
    OR (t.moved_at BETWEEN s.from_at AND s.to_at AND (
      t.payer_id = s.payer_id
      OR abs(t.amount_minor - s.amount_minor) <= s.amount_minor // $slack_divisor)))
)
SELECT n.payment_id, t.transfer_id, t.payer_id, t.payee_id, t.moved_at, t.amount_minor,
  t.state = 'reversed' AS is_reversed, coalesce(t.in_entry_id, t.out_entry_id, 0) AS entry_id,
  coalesce(i.precision, o.precision, '') = 'd' AS is_day_only,
  coalesce(a.numbers, []) AS payer_numbers
FROM near AS n
JOIN transfer AS t USING (transfer_id)
LEFT JOIN entry AS i ON i.entry_id = t.in_entry_id
LEFT JOIN entry AS o ON o.entry_id = t.out_entry_id
LEFT JOIN (
  SELECT account_id, list(alias ORDER BY alias) AS numbers FROM account_alias GROUP BY account_id
) AS a ON a.account_id = t.payer_id
ORDER BY n.payment_id, t.transfer_id

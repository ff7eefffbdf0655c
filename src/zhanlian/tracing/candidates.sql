-- Transfers that may be a reported payment: equal payee, currency and amount.
-- Times and payers are judged in Python, where a person can read how.
SELECT DISTINCT t.transfer_id, t.payer_id, t.payee_id, t.moved_at, t.amount_minor,
  t.state = 'reversed' AS is_reversed, coalesce(t.in_entry_id, t.out_entry_id, 0) AS entry_id,
  coalesce(i.precision, o.precision, '') = 'd' AS is_day_only
FROM said AS s
JOIN transfer AS t ON t.payee_id = s.payee_id AND t.currency = s.currency
  AND $condition
LEFT JOIN entry AS i ON i.entry_id = t.in_entry_id
LEFT JOIN entry AS o ON o.entry_id = t.out_entry_id
WHERE t.state <> 'reversal' AND t.payer_id <> t.payee_id
ORDER BY t.transfer_id

-- What each pair of accounts passed on of each victim payment, under one method.
SELECT t.payer_id, t.payee_id, f.payment_id, t.currency,
  sum(f.amount_minor)::BIGINT AS amount_minor, list(f.transfer_id ORDER BY f.transfer_id) AS transfers,
  list(f.figure_id ORDER BY f.amount_minor DESC, f.transfer_id)[1:4] AS figures,
  min(t.moved_at) AS first_at, max(t.moved_at) AS last_at,
  bool_or(t.transfer_id = m.transfer_id) AS is_anchor
FROM flow AS f
JOIN transfer AS t USING (transfer_id)
LEFT JOIN victim_match AS m USING (payment_id)
WHERE f.method = ? AND f.payment_id <> '' AND f.amount_minor <> 0
  AND t.payer_id <> t.payee_id AND t.currency = ?
GROUP BY t.payer_id, t.payee_id, f.payment_id, t.currency, (t.transfer_id = m.transfer_id)
ORDER BY first_at, t.payer_id, t.payee_id, f.payment_id

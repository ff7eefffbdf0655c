-- What each pair of accounts passed on of each victim payment, under one method. A transfer that
-- was undone and its undoing cancel out; a victim's payment that came back stays as two edges.
WITH carried AS (
  SELECT f.*, t.moved_at, t.payer_id, t.payee_id,
    t.transfer_id = m.transfer_id AS is_anchor, t.state = 'effective' AS stands,
    t.state = 'reversal' AND t.undo_of_transfer_id IS NOT NULL
      AND t.undo_of_transfer_id IS DISTINCT FROM m.transfer_id AS undoes
  FROM flow AS f
  JOIN transfer AS t USING (transfer_id)
  LEFT JOIN victim_match AS m USING (payment_id)
  WHERE f.method = ? AND f.payment_id <> '' AND f.amount_minor <> 0
    AND t.payer_id <> t.payee_id AND t.currency = ?
)
SELECT CASE WHEN undoes THEN payee_id ELSE payer_id END AS payer_id,
  CASE WHEN undoes THEN payer_id ELSE payee_id END AS payee_id,
  payment_id, coalesce(is_anchor, false) AS is_anchor,
  sum(CASE WHEN undoes THEN -amount_minor ELSE amount_minor END)::BIGINT AS amount_minor,
  coalesce(list(transfer_id ORDER BY transfer_id) FILTER (stands), []) AS transfers,
  coalesce(list(figure_id ORDER BY amount_minor DESC, transfer_id) FILTER (stands), [])[1:4]
    AS figures,
  coalesce(min(moved_at) FILTER (stands), min(moved_at)) AS first_at,
  coalesce(max(moved_at) FILTER (stands), max(moved_at)) AS last_at
FROM carried
GROUP BY 1, 2, 3, 4
HAVING sum(CASE WHEN undoes THEN -amount_minor ELSE amount_minor END) <> 0
ORDER BY first_at, payer_id, payee_id, payment_id

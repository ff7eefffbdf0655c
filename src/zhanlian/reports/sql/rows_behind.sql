-- The transfers behind each figure asked for, the first few of each, and how many there are.
WITH wanted AS (SELECT DISTINCT unnest($1::VARCHAR[]) AS figure_id),
ends AS (
  SELECT f.method, f.payment_id, f.transfer_id, t.payee_id AS account_id
  FROM flow AS f JOIN transfer AS t USING (transfer_id) WHERE f.amount_minor <> 0
  UNION
  SELECT f.method, f.payment_id, f.transfer_id, t.payer_id
  FROM flow AS f JOIN transfer AS t USING (transfer_id) WHERE f.amount_minor <> 0
),
behind AS (
  SELECT w.figure_id, e.transfer_id
  FROM wanted AS w JOIN holding AS h USING (figure_id)
  JOIN ends AS e ON e.method = h.method AND e.payment_id = h.payment_id
    AND e.account_id = h.account_id
  UNION
  SELECT w.figure_id, f.transfer_id FROM wanted AS w JOIN flow AS f USING (figure_id)
  UNION
  SELECT w.figure_id, e.transfer_id
  FROM wanted AS w JOIN layer AS l USING (figure_id)
  JOIN ends AS e ON e.method = l.method AND e.account_id = l.account_id AND e.payment_id <> ''
  UNION
  SELECT w.figure_id, e.transfer_id
  FROM wanted AS w
  JOIN (SELECT figure_id, account_id FROM next_query
        UNION ALL SELECT figure_id, account_id FROM freeze_candidate) AS n USING (figure_id)
  JOIN ends AS e ON e.method = $2 AND e.account_id = n.account_id AND e.payment_id <> ''
  UNION
  SELECT w.figure_id, m.transfer_id
  FROM wanted AS w JOIN victim_match AS m ON w.figure_id = 'V:' || m.payment_id
  WHERE m.transfer_id IS NOT NULL
)
SELECT b.figure_id, b.transfer_id, t.out_entry_id, t.in_entry_id,
  count(*) OVER (PARTITION BY b.figure_id) AS transfers
FROM behind AS b JOIN transfer AS t USING (transfer_id)
QUALIFY row_number() OVER (PARTITION BY b.figure_id ORDER BY b.transfer_id) <= $3
ORDER BY b.figure_id, b.transfer_id

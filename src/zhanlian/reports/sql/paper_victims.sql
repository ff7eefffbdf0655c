-- Each victim with the account the first proved payment came from.
WITH paid AS (
  SELECT p.victim_id, t.payer_id, t.transfer_id,
    row_number() OVER (PARTITION BY p.victim_id ORDER BY t.moved_at, t.transfer_id) AS place
  FROM victim_match AS m
  JOIN victim_payment AS p USING (payment_id)
  JOIN transfer AS t USING (transfer_id)
)
SELECT v.victim_id, v.name, v.id_no, v.phone, v.file_id, v.sheet_no, v.line_no,
  d.payer_id, d.transfer_id, a.bank
FROM victim AS v
LEFT JOIN paid AS d ON d.victim_id = v.victim_id AND d.place = 1
LEFT JOIN account AS a ON a.account_id = d.payer_id
ORDER BY v.victim_id

-- Every account a result speaks of, with its holder; in the order its masked number follows.
SELECT account_id, holder_name
FROM (
  SELECT account_id FROM layer UNION SELECT account_id FROM holding
  UNION SELECT account_id FROM portrait UNION SELECT account_id FROM next_query
  UNION SELECT account_id FROM freeze_candidate
  UNION SELECT account_id FROM sensitivity WHERE account_id <> ''
  UNION SELECT account_id FROM upper_bound UNION SELECT account_id FROM origin_holding
  UNION SELECT t.payer_id FROM flow JOIN transfer AS t USING (transfer_id)
  UNION SELECT t.payee_id FROM flow JOIN transfer AS t USING (transfer_id)
)
LEFT JOIN account USING (account_id)
ORDER BY account_id

-- Each transfer's victim money under the main method, in order of transfers.
SELECT f.*, t.payer_id, t.payee_id, t.moved_at, t.currency, t.amount_minor AS transfer_minor,
  t.out_entry_id, t.in_entry_id, t.kind
FROM flow AS f JOIN transfer AS t USING (transfer_id)
WHERE f.method = ? AND f.payment_id <> ''
ORDER BY f.transfer_id, f.payment_id

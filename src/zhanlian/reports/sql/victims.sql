-- Every payment a victim reports, and the transfer it was anchored to.
SELECT p.*, v.name, v.id_no, m.state,
  coalesce(m.transfer_id IS NOT NULL AND (m.state = 'matched' OR m.basis LIKE 'decision %'), false)
    AS is_anchored,
  m.difference_minor, m.basis, m.account_id,
  t.transfer_id, t.amount_minor AS transfer_minor, t.payer_id, t.moved_at, t.out_entry_id, t.in_entry_id,
  coalesce(i.serial, o.serial) AS serial
FROM victim_payment AS p
JOIN victim AS v USING (victim_id)
LEFT JOIN victim_match AS m USING (payment_id)
LEFT JOIN transfer AS t USING (transfer_id)
LEFT JOIN entry AS i ON i.entry_id = t.in_entry_id
LEFT JOIN entry AS o ON o.entry_id = t.out_entry_id
ORDER BY p.file_id, p.sheet_no, p.line_no, p.payment_id

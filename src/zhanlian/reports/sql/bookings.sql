-- Bookings after an entry, in order, with what the bank wrote.
SELECT b.*, e.booked_at, e.booked_at_text, e.amount_minor, e.amount_text, e.currency,
  e.balance_minor, e.serial, e.summary, e.remark, e.cp_name, e.own_name
FROM booking AS b JOIN entry AS e USING (entry_id)
WHERE b.entry_id > ? ORDER BY b.entry_id LIMIT ?

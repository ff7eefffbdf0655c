-- Whose money lies where, under every method; money of no victim has an empty payment.
SELECT h.*, a.holder_name, a.is_held, p.victim_id, v.name AS victim_name
FROM holding AS h
LEFT JOIN account AS a USING (account_id)
LEFT JOIN victim_payment AS p USING (payment_id)
LEFT JOIN victim AS v USING (victim_id)
ORDER BY h.currency, coalesce(a.is_held, false) DESC, h.account_id, h.payment_id = '',
  h.payment_id, h.method

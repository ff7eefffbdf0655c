-- Amounts under every method, of one scope or of all, with holder and victim.
SELECT s.*, a.holder_name, v.name AS victim_name
FROM sensitivity AS s
LEFT JOIN account AS a USING (account_id)
LEFT JOIN victim_payment AS p USING (payment_id)
LEFT JOIN victim AS v USING (victim_id)
WHERE ? IN ('', s.scope)
ORDER BY s.scope <> 'payment', s.scope <> 'account', s.currency, coalesce(a.is_held, false) DESC,
  s.spread_minor DESC, s.figure_id

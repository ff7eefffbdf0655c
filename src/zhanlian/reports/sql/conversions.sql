-- What each declared conversion took from one currency to another, under one method.
SELECT c.*, v.name AS victim_name
FROM conversion AS c
LEFT JOIN victim_payment AS p USING (payment_id)
LEFT JOIN victim AS v USING (victim_id)
WHERE c.method = ? ORDER BY c.conversion_id, c.payment_id = '', c.payment_id

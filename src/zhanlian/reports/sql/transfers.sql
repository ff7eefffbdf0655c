-- Transfers after a number, in order.
SELECT t.*, p.holder_name AS payer_name, q.holder_name AS payee_name
FROM transfer AS t
LEFT JOIN account AS p ON p.account_id = t.payer_id
LEFT JOIN account AS q ON q.account_id = t.payee_id
WHERE t.transfer_id > ? ORDER BY t.transfer_id LIMIT ?

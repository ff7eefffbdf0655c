-- Indicators met, account by account.
SELECT p.*, a.holder_name, a.bank
FROM portrait AS p LEFT JOIN account AS a USING (account_id)
ORDER BY p.account_id, p.indicator

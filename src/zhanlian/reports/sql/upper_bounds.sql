-- Upper bounds that are not nothing, accounts with statements first. Never to be added up.
SELECT u.*, a.holder_name FROM upper_bound AS u LEFT JOIN account AS a USING (account_id)
WHERE u.upper_minor > 0
ORDER BY u.currency, u.is_held DESC, u.upper_minor DESC, u.account_id

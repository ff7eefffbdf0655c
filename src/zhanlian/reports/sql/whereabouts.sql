-- Where victims' money lies, per method and currency, by kind of place.
SELECT h.method, h.currency,
  CASE
    WHEN a.is_held THEN 'held'
    WHEN h.account_id LIKE '@cash%' THEN 'cash'
    WHEN h.account_id LIKE '@merchant%' THEN 'merchant'
    WHEN h.account_id LIKE '@channel%' THEN 'channel'
    WHEN h.account_id LIKE '@fee%' OR h.account_id LIKE '@interest%' THEN 'fee'
    WHEN h.account_id LIKE '@gap%' THEN 'gap'
    WHEN h.account_id LIKE '@convert%' THEN 'converted'
    WHEN h.account_id LIKE '@origin%' THEN 'declared'
    WHEN h.account_id LIKE '@%' THEN 'unnamed'
    WHEN l.exit_kind IN ('cash', 'merchant', 'channel', 'chain') THEN l.exit_kind
    ELSE 'un_queried'
  END AS place,
  sum(h.amount_minor)::BIGINT AS amount_minor,
  sum(h.strict_minor)::BIGINT AS strict_minor, count(DISTINCT h.account_id)::BIGINT AS accounts,
  list(h.figure_id ORDER BY h.amount_minor DESC, h.figure_id)[1:6] AS figures,
  count(*)::BIGINT AS holdings
FROM holding AS h
LEFT JOIN account AS a USING (account_id)
LEFT JOIN layer AS l ON l.method = h.method AND l.account_id = h.account_id
  AND l.currency = h.currency
WHERE h.payment_id <> '' AND h.amount_minor <> 0
GROUP BY ALL ORDER BY h.currency, h.method, place

-- The accounts of one currency's transfers, numbered by name, never by file order.
CREATE OR REPLACE TEMP TABLE ledger_account AS
SELECT row_number() OVER (ORDER BY met.account_id) - 1 AS account, met.account_id,
  coalesce(a.is_held, false) AS is_held, coalesce(a.scheme, 'bank') AS scheme,
  coalesce(a.holder_name, '') AS holder_name, coalesce(a.holder_id_no, '') AS holder_id_no
FROM (
  SELECT DISTINCT unnest([payer_id, payee_id]) AS account_id FROM transfer WHERE currency = ?
) AS met
LEFT JOIN account AS a ON a.account_id = met.account_id
ORDER BY met.account_id

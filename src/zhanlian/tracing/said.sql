-- Reported payments with the accounts their numbers name in this case.
WITH numbers AS (
  SELECT payment_id, 'payee' AS side, to_number AS number, coalesce(method, '') AS method
  FROM victim_payment WHERE to_number IS NOT NULL
  UNION ALL
  SELECT payment_id, 'payer', from_number, coalesce(method, '') FROM victim_payment
  WHERE from_number IS NOT NULL
),
spaces AS (
  SELECT n.*, prefix || number AS key,
    CASE WHEN prefix = 'alipay:' AND method LIKE '%支付宝%' THEN 0
         WHEN prefix = 'tenpay:' AND (method LIKE '%微信%' OR method LIKE '%财付通%') THEN 0
         WHEN prefix = '' THEN 1 ELSE 2 END AS preference
  FROM numbers AS n, (SELECT unnest(['', 'alipay:', 'tenpay:']) AS prefix)
),
known AS (
  SELECT s.payment_id, s.side,
    arg_min(coalesce(a.account_id, c.account_id), s.preference) AS account_id
  FROM spaces AS s
  LEFT JOIN account_alias AS a ON a.alias = s.key
  LEFT JOIN account AS c ON c.account_id = s.key
  WHERE a.account_id IS NOT NULL OR c.account_id IS NOT NULL
  GROUP BY ALL
)
SELECT p.payment_id, p.victim_id, p.paid_at, coalesce(p.paid_at_precision, '') AS precision,
  p.amount_minor, p.currency, coalesce(p.to_number, '') AS to_number,
  coalesce(p.from_number, '') AS from_number, coalesce(p.to_name, '') AS to_name,
  coalesce(e.account_id, '') AS payee_id, coalesce(r.account_id, '') AS payer_id,
  p.file_id, p.sheet_no, p.line_no
FROM victim_payment AS p
LEFT JOIN known AS e ON e.payment_id = p.payment_id AND e.side = 'payee'
LEFT JOIN known AS r ON r.payment_id = p.payment_id AND r.side = 'payer'
WHERE p.amount_minor > 0
ORDER BY p.file_id, p.sheet_no, p.line_no, p.payment_id

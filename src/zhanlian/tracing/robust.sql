-- What holds whatever the method: amounts that are never less, payments of which nothing is held.
-- $1 most lines of one kind
WITH found AS (
  SELECT s.*, coalesce(a.is_held, false) AS is_held
  FROM sensitivity AS s LEFT JOIN account AS a USING (account_id)
),
said AS (
  SELECT 3 AS turn, 'account_at_least' AS kind, * FROM found
  WHERE scope = 'account' AND is_held AND low_minor > 0
  UNION ALL
  SELECT 4, 'payment_at_least', * FROM found WHERE scope = 'payment' AND low_minor > 0
  UNION ALL
  SELECT 5, 'payment_nothing', * FROM found WHERE scope = 'payment' AND high_minor = 0
  UNION ALL
  SELECT 6, 'at_least', * FROM found WHERE scope = 'cell' AND is_held AND low_minor > 0
),
judged AS (
  SELECT *,
    CASE WHEN kind = 'payment_nothing' THEN high_all_minor = 0 ELSE low_all_minor > 0 END AS is_all
  FROM said
)
SELECT turn, kind, currency, account_id, payment_id,
  CASE WHEN kind = 'payment_nothing' THEN 0 WHEN is_all THEN low_all_minor ELSE low_minor END
    AS amount_minor,
  CASE WHEN is_all THEN high_all_minor ELSE high_minor END AS high_minor, by_method,
  CASE WHEN is_all THEN 'all' ELSE 'methods' END AS holds,
  'R:' || kind || ':' || figure_id[3:] AS figure_id,
  count(*) OVER (PARTITION BY kind) AS kind_count
FROM judged
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY amount_minor DESC, figure_id) <= $1
ORDER BY turn, amount_minor DESC, figure_id

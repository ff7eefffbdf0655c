-- The hundred largest rows of each portrayed account: what indicators of sums rest on.
CREATE OR REPLACE TEMP TABLE largest AS
SELECT account_id, list(entry_id ORDER BY amount_minor DESC, entry_id) AS entry_ids
FROM (
  SELECT account_id, entry_id, amount_minor FROM portrayed
  QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY amount_minor DESC, entry_id) <= 100
)
GROUP BY account_id

-- Sums of each portrayed account. Mean stay is money-seconds over money in (Little's law): exact
-- for a written balance, and for a missing one by the running sum with the least opening.
CREATE OR REPLACE TEMP TABLE totals AS
WITH running AS (
  SELECT *, sum(signed_minor) OVER own AS run_minor,
    lead(booked_at) OVER own AS next_at
  FROM portrayed WINDOW own AS (PARTITION BY account_id ORDER BY order_no, entry_id)
),
based AS (
  SELECT *, coalesce(balance_minor,
    run_minor + greatest(0, -min(run_minor) OVER (PARTITION BY account_id))) AS stood_minor
  FROM running
),
summed AS (
  SELECT account_id, count(*) AS rows,
    coalesce(sum(amount_minor) FILTER (is_in), 0)::BIGINT AS in_minor,
    coalesce(sum(amount_minor) FILTER (NOT is_in), 0)::BIGINT AS out_minor,
    count(DISTINCT cp_account_id) FILTER (is_in) AS sources,
    count(DISTINCT cp_account_id) FILTER (NOT is_in) AS targets,
    coalesce(sum(amount_minor) FILTER (NOT is_in AND cp_account_id LIKE '@cash:%'), 0)::BIGINT
      AS cash_minor,
    arg_max(stood_minor, order_no)::BIGINT AS closing_minor,
    coalesce(sum(stood_minor::HUGEINT * (next_at - booked_at)), 0) // 1000000 AS minor_seconds,
    (max(booked_at) - min(booked_at)) // 1000000 AS active_s
  FROM based GROUP BY account_id
)
SELECT *, greatest(in_minor, out_minor) AS more_minor, least(in_minor, out_minor) AS less_minor,
  CASE WHEN in_minor > 0 THEN (minor_seconds // in_minor)::BIGINT END AS hold_s,
  CASE WHEN active_s > 0 THEN (minor_seconds // active_s)::BIGINT END AS mean_balance_minor
FROM summed

-- Indicators of windows in time: fast in and out, collecting, distributing, emptied, frequent.
-- A window ends at a row and looks back; the rows of the account's fullest window are listed.
CREATE OR REPLACE TEMP TABLE bursts AS
SELECT *,
  coalesce(sum(amount_minor) FILTER (is_in) OVER half_hour, 0)::BIGINT AS half_in,
  coalesce(sum(amount_minor) FILTER (NOT is_in) OVER half_hour, 0)::BIGINT AS half_out,
  coalesce(sum(amount_minor) FILTER (is_in) OVER day, 0)::BIGINT AS day_in,
  coalesce(sum(amount_minor) FILTER (NOT is_in) OVER day, 0)::BIGINT AS day_out,
  count(*) FILTER (NOT is_in) OVER day AS day_out_rows,
  coalesce(max(amount_minor) FILTER (NOT is_in) OVER day, 0) AS day_out_most,
  coalesce(sum(amount_minor) FILTER (is_in) OVER month, 0)::BIGINT AS month_in,
  count(*) OVER ten_minutes AS ten_rows
FROM portrayed WHERE has_clock
WINDOW
  ten_minutes AS (PARTITION BY account_id ORDER BY booked_at
    RANGE BETWEEN 600000000 PRECEDING AND CURRENT ROW),
  half_hour AS (PARTITION BY account_id ORDER BY booked_at
    RANGE BETWEEN 1800000000 PRECEDING AND CURRENT ROW),
  day AS (PARTITION BY account_id ORDER BY booked_at
    RANGE BETWEEN 86400000000 PRECEDING AND CURRENT ROW),
  month AS (PARTITION BY account_id ORDER BY booked_at
    RANGE BETWEEN 2592000000000 PRECEDING AND CURRENT ROW);

INSERT INTO marks
WITH b AS (SELECT * FROM bursts CROSS JOIN limits),
same_day AS (
  SELECT account_id, day_no, sum(amount_minor) FILTER (is_in) AS in_minor,
    sum(amount_minor) FILTER (NOT is_in) AS out_minor, min(booked_at) AS from_at,
    max(booked_at) AS to_at
  FROM portrayed GROUP BY account_id, day_no
),
peaks AS (
  SELECT account_id, 'fast_in_out' AS indicator, 'half_hour' AS rule, booked_at AS to_at,
    booked_at - 1800000000 AS from_at, least(half_in, half_out) AS size,
    json_object('rule', 'half_hour', 'in_minor', half_in, 'out_minor', half_out) AS value,
    json_object('half_hour_minor_min', half_hour_minor_min) AS threshold
  FROM b WHERE half_in >= half_hour_minor_min AND half_out >= half_hour_minor_min
  UNION ALL
  SELECT account_id, 'fast_in_out', 'day', booked_at, booked_at - 86400000000, day_out,
    json_object('rule', 'day', 'in_minor', day_in, 'out_minor', day_out),
    json_object('day_out_ppm', day_out_ppm, 'day_out_minor_min', day_out_minor_min)
  FROM b WHERE day_out >= day_out_minor_min AND day_in > 0
    AND day_out::HUGEINT * 1000000 >= day_out_ppm * day_in::HUGEINT
  UNION ALL
  SELECT account_id, 'fast_in_out', 'same_day', to_at, from_at, least(in_minor, out_minor),
    json_object('rule', 'same_day', 'in_minor', in_minor::BIGINT, 'out_minor', out_minor::BIGINT),
    json_object('same_day_minor_min', same_day_minor_min)
  FROM same_day CROSS JOIN limits
  WHERE in_minor > same_day_minor_min AND out_minor > same_day_minor_min
  UNION ALL
  SELECT account_id, 'distributing', 'day', booked_at, booked_at - 86400000000, day_out,
    json_object('rows', day_out_rows, 'out_minor', day_out,
      'alike_ppm', (day_out::HUGEINT * 1000000 // (day_out_rows * day_out_most))::BIGINT),
    json_object('distributing_rows_min', distributing_rows_min,
      'distributing_minor_min', distributing_minor_min,
      'distributing_alike_ppm', distributing_alike_ppm)
  FROM b WHERE day_out_rows >= distributing_rows_min AND day_out >= distributing_minor_min
    AND day_out::HUGEINT * 1000000
      >= distributing_alike_ppm * (day_out_rows * day_out_most)::HUGEINT
  UNION ALL
  SELECT account_id, 'emptied', 'day', booked_at, booked_at - 86400000000, day_in,
    json_object('balance_minor', balance_minor, 'in_minor', day_in),
    json_object('emptied_minor_max', emptied_minor_max,
      'emptied_in_minor_min', emptied_in_minor_min)
  FROM b WHERE NOT is_in AND balance_minor < emptied_minor_max AND day_in >= emptied_in_minor_min
  UNION ALL
  SELECT account_id, 'frequent', 'ten_minutes', booked_at, booked_at - 600000000, ten_rows,
    json_object('rule', 'ten_minutes', 'rows', ten_rows),
    json_object('frequent_burst_rows_min', frequent_burst_rows_min)
  FROM b WHERE ten_rows >= frequent_burst_rows_min
  UNION ALL
  SELECT account_id, 'frequent', 'day', max(booked_at), min(booked_at), count(*),
    json_object('rule', 'day', 'rows', count(*)),
    json_object('frequent_day_rows_min', any_value(frequent_day_rows_min))
  FROM portrayed CROSS JOIN limits
  GROUP BY account_id, day_no HAVING count(*) >= any_value(frequent_day_rows_min)
),
fullest AS (
  SELECT * FROM peaks
  QUALIFY row_number() OVER (
    PARTITION BY account_id, indicator, rule ORDER BY size DESC, to_at) = 1
),
grouped AS (
  SELECT account_id, indicator, min(from_at) AS from_at, max(to_at) AS to_at,
    CASE WHEN indicator IN ('fast_in_out', 'frequent') THEN to_json(list(value ORDER BY rule))
         ELSE any_value(value) END AS value,
    CASE WHEN indicator IN ('fast_in_out', 'frequent') THEN to_json(list(threshold ORDER BY rule))
         ELSE any_value(threshold) END AS threshold
  FROM fullest GROUP BY account_id, indicator
)
SELECT g.account_id, g.indicator, g.value, g.threshold,
  list(p.entry_id ORDER BY p.booked_at, p.order_no)[1:100]
FROM grouped AS g
JOIN portrayed AS p ON p.account_id = g.account_id AND p.booked_at BETWEEN g.from_at AND g.to_at
GROUP BY ALL;

INSERT INTO marks
WITH full_month AS (
  SELECT b.account_id, b.booked_at AS to_at, b.month_in FROM bursts AS b CROSS JOIN limits
  WHERE b.is_in AND b.month_in >= collecting_minor_min
  QUALIFY row_number() OVER (
    PARTITION BY b.account_id ORDER BY b.month_in DESC, b.booked_at) = 1
),
month_rows AS (
  SELECT f.account_id, f.month_in, count(DISTINCT p.cp_account_id) FILTER (p.is_in) AS sources,
    count(DISTINCT p.cp_account_id) FILTER (NOT p.is_in) AS targets,
    (list(p.entry_id ORDER BY p.booked_at, p.order_no) FILTER (p.is_in))[1:100] AS entry_ids
  FROM full_month AS f JOIN portrayed AS p
    ON p.account_id = f.account_id AND p.booked_at BETWEEN f.to_at - 2592000000000 AND f.to_at
  GROUP BY ALL
)
SELECT account_id, 'collecting',
  json_object('sources', sources, 'targets', targets, 'in_minor', month_in),
  json_object('collecting_sources_min', collecting_sources_min,
    'collecting_minor_min', collecting_minor_min), entry_ids
FROM month_rows CROSS JOIN limits
WHERE sources >= collecting_sources_min AND targets <= sources;

-- Indicators of single rows and their kinds: test payments, night, whole thousands, just below a
-- limit, long silence, few counterparties, telling words.
INSERT INTO marks
WITH p AS (SELECT * FROM portrayed CROSS JOIN limits),
first_large AS (
  SELECT account_id, cp_account_id, min(booked_at) AS large_at FROM p
  WHERE amount_minor >= test_large_minor_min AND has_clock AND cp_account_id NOT LIKE '@%'
  GROUP BY account_id, cp_account_id
)
SELECT p.account_id, 'test_small',
  json_object('count', count(*), 'amount_minor', sum(p.amount_minor)::BIGINT),
  json_object('test_minor_max', any_value(test_minor_max),
    'test_large_minor_min', any_value(test_large_minor_min)),
  list(p.entry_id ORDER BY p.booked_at, p.order_no)[1:100]
FROM p JOIN first_large AS f USING (account_id, cp_account_id)
WHERE p.has_clock AND p.amount_minor <= p.test_minor_max
  AND p.booked_at BETWEEN f.large_at - 86400000000 AND f.large_at
GROUP BY p.account_id
UNION ALL
SELECT account_id, 'night',
  json_object('rows', count(*), 'night', count(*) FILTER (is_night),
    'share_ppm', count(*) FILTER (is_night) * 1000000 // count(*)),
  json_object('night_ppm', any_value(night_ppm), 'rows_min', any_value(rows_min)),
  (list(entry_id ORDER BY booked_at, order_no) FILTER (is_night))[1:100]
FROM (
  SELECT *, second_of_day >= 23 * 3600 OR second_of_day < 5 * 3600 AS is_night
  FROM p WHERE has_clock
)
GROUP BY account_id
HAVING count(*) >= any_value(rows_min)
  AND count(*) FILTER (is_night) * 1000000 > any_value(night_ppm) * count(*)
UNION ALL
SELECT account_id, 'round_amounts',
  json_object('rows', count(*), 'round', count(*) FILTER (is_round),
    'share_ppm', count(*) FILTER (is_round) * 1000000 // count(*),
    'strong', count(*) FILTER (is_round) * 1000000 >= any_value(round_strong_ppm) * count(*)),
  json_object('round_ppm', any_value(round_ppm),
    'round_strong_ppm', any_value(round_strong_ppm), 'rows_min', any_value(rows_min)),
  (list(entry_id ORDER BY booked_at, order_no) FILTER (is_round))[1:100]
FROM (SELECT *, amount_minor % 100000 = 0 AS is_round FROM p)
GROUP BY account_id
HAVING count(*) >= any_value(rows_min)
  AND count(*) FILTER (is_round) * 1000000 >= any_value(round_ppm) * count(*)
UNION ALL
SELECT account_id, 'near_limits',
  json_object('rows', count(*), 'amount_minor', sum(amount_minor)::BIGINT),
  json_object('near_limit_rows_min', any_value(near_limit_rows_min)),
  list(entry_id ORDER BY booked_at, order_no)[1:100]
FROM p
WHERE amount_minor BETWEEN 990000 AND 999900 OR amount_minor BETWEEN 1990000 AND 2000000
  OR amount_minor BETWEEN 4900000 AND 4999900
GROUP BY account_id HAVING count(*) >= any_value(near_limit_rows_min)
UNION ALL
SELECT account_id, 'dormant',
  json_object('days', max(silent_days), 'amount_minor', arg_max(amount_minor, silent_days)),
  json_object('dormant_days_min', any_value(dormant_days_min),
    'dormant_minor_min', any_value(dormant_minor_min)),
  list(entry_id ORDER BY booked_at, order_no)[1:100]
FROM (
  SELECT *, day_no - lag(day_no) OVER (PARTITION BY account_id ORDER BY order_no, entry_id)
    AS silent_days
  FROM p
)
WHERE silent_days >= dormant_days_min AND amount_minor >= dormant_minor_min
GROUP BY account_id
UNION ALL
SELECT account_id, 'concentration',
  json_object('parties', count(*), 'top_three_minor', sum(moved_minor) FILTER (place <= 3)::BIGINT,
    'share_ppm', (sum(moved_minor) FILTER (place <= 3) * 1000000 // sum(moved_minor))::BIGINT),
  json_object('concentration_ppm', any_value(concentration_ppm),
    'concentration_parties_min', any_value(concentration_parties_min)),
  list_concat([], any_value(entry_ids))
FROM (
  SELECT account_id, cp_account_id, sum(amount_minor)::HUGEINT AS moved_minor,
    row_number() OVER (
      PARTITION BY account_id ORDER BY sum(amount_minor) DESC, cp_account_id) AS place
  FROM portrayed WHERE NOT regexp_matches(cp_account_id, '^@(fee|interest|channel|unknown):')
  GROUP BY account_id, cp_account_id
)
CROSS JOIN limits JOIN largest USING (account_id)
GROUP BY account_id
HAVING count(*) >= any_value(concentration_parties_min)
  AND sum(moved_minor) FILTER (place <= 3) * 1000000
    >= any_value(concentration_ppm) * sum(moved_minor)
UNION ALL
SELECT account_id, 'keywords',
  json_object('rows', count(*), 'words', to_json(list(DISTINCT word ORDER BY word))),
  json_object('words', '$keywords'),
  list(entry_id ORDER BY booked_at, order_no)[1:100]
FROM (SELECT *, regexp_extract(words, '$keywords', 0, 'i') AS word FROM portrayed)
WHERE word <> ''
GROUP BY account_id

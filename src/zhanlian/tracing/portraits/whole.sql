-- Indicators of an account's sums: transit, settling, balance of in and out, fan-in, fan-out,
-- cash, turnover. Shares are parts per million, compared without division where they decide.
INSERT INTO marks
WITH t AS (SELECT * FROM totals CROSS JOIN limits JOIN largest USING (account_id))
SELECT account_id, 'transit',
  json_object('in_minor', in_minor, 'out_minor', out_minor,
    'ratio_ppm', (less_minor::HUGEINT * 1000000 // more_minor)::BIGINT, 'hold_s', hold_s,
    'closing_minor', closing_minor,
    'strong', less_minor::HUGEINT * 1000000 >= transit_strong_ppm * more_minor::HUGEINT),
  json_object('transit_ppm', transit_ppm, 'transit_strong_ppm', transit_strong_ppm,
    'transit_hold_s_max', transit_hold_s_max, 'transit_closing_ppm_max', transit_closing_ppm_max),
  entry_ids
FROM t
WHERE less_minor::HUGEINT * 1000000 >= transit_ppm * more_minor::HUGEINT
  AND hold_s <= transit_hold_s_max
  AND closing_minor::HUGEINT * 1000000 <= transit_closing_ppm_max * in_minor::HUGEINT
UNION ALL
SELECT account_id, 'settling',
  json_object('in_minor', in_minor, 'kept_minor', in_minor - out_minor,
    'kept_ppm', ((in_minor - out_minor)::HUGEINT * 1000000 // in_minor)::BIGINT),
  json_object('settling_ppm', settling_ppm, 'settling_minor_min', settling_minor_min), entry_ids
FROM t
WHERE in_minor - out_minor >= settling_minor_min
  AND (in_minor - out_minor)::HUGEINT * 1000000 >= settling_ppm * in_minor::HUGEINT
UNION ALL
SELECT account_id, 'balance_ratio',
  json_object('in_minor', in_minor, 'out_minor', out_minor,
    'difference_ppm', ((more_minor - less_minor)::HUGEINT * 1000000
      // (in_minor + out_minor))::BIGINT,
    'strong', (more_minor - less_minor)::HUGEINT * 1000000
      < balanced_strong_ppm_max * (in_minor + out_minor)::HUGEINT),
  json_object('balanced_ppm_max', balanced_ppm_max,
    'balanced_strong_ppm_max', balanced_strong_ppm_max), entry_ids
FROM t
WHERE (more_minor - less_minor)::HUGEINT * 1000000
  < balanced_ppm_max * (in_minor + out_minor)::HUGEINT
UNION ALL
SELECT account_id, 'fan_in', json_object('sources', sources, 'targets', targets),
  json_object('degree_ratio_min', degree_ratio_min,
    'collecting_sources_min', collecting_sources_min), entry_ids
FROM t WHERE sources >= collecting_sources_min AND sources >= degree_ratio_min * targets
UNION ALL
SELECT account_id, 'fan_out', json_object('sources', sources, 'targets', targets),
  json_object('degree_ratio_min', degree_ratio_min,
    'distributing_rows_min', distributing_rows_min), entry_ids
FROM t WHERE targets >= distributing_rows_min AND targets >= degree_ratio_min * sources
UNION ALL
SELECT account_id, 'cash_share',
  json_object('cash_minor', cash_minor, 'out_minor', out_minor,
    'share_ppm', (cash_minor::HUGEINT * 1000000 // out_minor)::BIGINT,
    'strong', cash_minor::HUGEINT * 1000000 >= cash_strong_ppm * out_minor::HUGEINT),
  json_object('cash_ppm', cash_ppm, 'cash_strong_ppm', cash_strong_ppm),
  (SELECT list(p.entry_id ORDER BY p.order_no) FROM portrayed AS p
    WHERE p.account_id = t.account_id AND NOT p.is_in AND p.cp_account_id LIKE '@cash:%')
FROM t
WHERE out_minor > 0 AND cash_minor::HUGEINT * 1000000 >= cash_ppm * out_minor::HUGEINT
UNION ALL
SELECT account_id, 'turnover',
  json_object('out_minor', out_minor, 'mean_balance_minor', mean_balance_minor,
    'times', out_minor // mean_balance_minor),
  json_object('turnover_times_min', turnover_times_min), entry_ids
FROM t
WHERE mean_balance_minor > 0 AND active_s >= 86400
  AND out_minor // mean_balance_minor >= turnover_times_min

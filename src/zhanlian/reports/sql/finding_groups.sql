-- How often each kind of finding was met.
SELECT level, code, count(*)::BIGINT AS findings, sum(row_count)::BIGINT AS places,
  arg_min(facts, finding_id) AS facts
FROM finding GROUP BY level, code
ORDER BY CASE level WHEN 'alarm' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, code

-- Findings, the gravest first.
SELECT * FROM finding
ORDER BY CASE level WHEN 'alarm' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, code, finding_id

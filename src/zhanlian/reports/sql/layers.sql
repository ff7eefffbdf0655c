-- Layer accounts of one method with what is known of each: holder, measures, queries, devices.
WITH measured AS (
  SELECT coalesce(k.account_id, m.account) AS account_id,
    list({'kind': m.kind, 'agency': m.agency, 'to_at': m.to_at, 'rank_no': m.rank_no}
      ORDER BY m.from_at, m.file_id, m.sheet_no, m.line_no) AS measures
  FROM measure AS m LEFT JOIN account_alias AS k ON k.alias = m.account
  GROUP BY 1
),
asked AS (
  SELECT coalesce(k.account_id, r.number) AS account_id,
    string_agg(DISTINCT r.outcome, ' ' ORDER BY r.outcome) AS outcomes,
    string_agg(DISTINCT r.reason, ' ' ORDER BY r.reason) AS reasons
  FROM request AS r LEFT JOIN account_alias AS k ON k.alias = r.number
  GROUP BY 1
),
marks AS (
  SELECT DISTINCT b.account_id, d.kind, d.mark
  FROM booking AS b JOIN entry AS e USING (entry_id),
    LATERAL (SELECT unnest(['ip', 'mac']) AS kind, unnest([e.ip, e.mac]) AS mark) AS d
  WHERE d.mark IS NOT NULL AND d.mark <> '' AND b.state <> 'copy'
),
shared AS (
  SELECT a.account_id,
    list(DISTINCT {'kind': a.kind, 'mark': a.mark, 'others': n.accounts - 1}
      ORDER BY {'kind': a.kind, 'mark': a.mark, 'others': n.accounts - 1}) AS shared
  FROM marks AS a
  JOIN (SELECT kind, mark, count(*) AS accounts FROM marks GROUP BY ALL HAVING count(*) > 1) AS n
    USING (kind, mark)
  GROUP BY a.account_id
)
SELECT l.*, a.holder_name, a.holder_id_no, a.bank, a.scheme, a.available_minor,
  coalesce(a.currency, l.currency) AS account_currency, m.measures, q.outcomes, q.reasons, s.shared
FROM layer AS l
LEFT JOIN account AS a USING (account_id)
LEFT JOIN measured AS m USING (account_id)
LEFT JOIN asked AS q USING (account_id)
LEFT JOIN shared AS s USING (account_id)
WHERE l.method = ?
ORDER BY l.currency, l.layer_no, l.victim_in_minor DESC, l.account_id

-- Portraits with what speaks against them; rows as file:sheet:line.
INSERT INTO portrait
SELECT 'P:' || m.account_id || ':' || m.indicator, m.account_id, m.indicator, m.value, m.threshold,
  coalesce(c.facts, '[]'),
  to_json(list_transform(coalesce(m.entry_ids, [])[1:100], lambda id:
    'f' || (id >> 40) || ':' || ((id >> 32) & 255) || ':' || ((id & 4294967295) >> 2)))
FROM marks AS m LEFT JOIN counter_facts AS c USING (account_id)
ORDER BY m.account_id, m.indicator

-- One device, address or phone on several holders: a lead for people, never a proof. Private and
-- placeholder values are left out; so are values on so many holders that they are a facility.
INSERT INTO marks
WITH holders AS (
  SELECT account_id, coalesce(holder_id_no, account_id) AS holder, holder_id_no
  FROM account WHERE is_held
),
seen AS (
  SELECT account_id, 'ip' AS kind, lower(ip) AS mark, entry_id FROM portrayed
  WHERE ip IS NOT NULL
  UNION ALL
  SELECT account_id, 'mac', lower(mac), entry_id FROM portrayed WHERE mac IS NOT NULL
  UNION ALL
  SELECT coalesce(k.account_id, l.account), 'ip', lower(l.ip), NULL
  FROM login AS l LEFT JOIN account_alias AS k ON k.alias = l.account
  WHERE l.ip IS NOT NULL AND l.account IS NOT NULL
  UNION ALL
  SELECT h.account_id, 'phone', p.phone, NULL
  FROM person AS p JOIN holders AS h ON h.holder_id_no = p.id_no
  WHERE p.phone IS NOT NULL AND p.valid_to IS NULL
),
usable AS (
  SELECT s.*, h.holder FROM seen AS s JOIN holders AS h USING (account_id)
  WHERE length(mark) >= 3 AND NOT regexp_matches(mark, '\*') AND (
    (kind = 'ip' AND NOT regexp_matches(mark, '^(10|127|0|255)\.|^169\.254\.|^192\.168\.'
      || '|^172\.(1[6-9]|2[0-9]|3[01])\.|^100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.'
      || '|^::1?$|^fe80:|^f[cd][0-9a-f]{2}:')
      AND regexp_matches(mark, '^[0-9]+(\.[0-9]+){3}$|:'))
    OR (kind = 'mac' AND length(mark) >= 8
      AND NOT regexp_matches(mark, '^(0+|f+|020000000000|123456789.*)$'))
    OR (kind = 'phone' AND length(mark) >= 7))
),
shared AS (
  SELECT kind, mark, count(DISTINCT holder) AS holders,
    list(DISTINCT account_id ORDER BY account_id) AS accounts
  FROM usable GROUP BY kind, mark
  HAVING count(DISTINCT holder) BETWEEN 2 AND (SELECT shared_device_holders_max FROM limits)
),
of_account AS (
  SELECT u.account_id, s.kind, s.mark,
    json_object(s.kind, s.mark, 'holders', any_value(s.holders),
      'accounts', to_json(list_filter(any_value(s.accounts), lambda other: other <> u.account_id)[1:20]))
      AS value,
    list(u.entry_id ORDER BY u.entry_id) FILTER (u.entry_id IS NOT NULL) AS entry_ids
  FROM usable AS u JOIN shared AS s USING (kind, mark)
  GROUP BY u.account_id, s.kind, s.mark
)
SELECT account_id, 'shared_device', to_json(list(value ORDER BY kind, mark)[1:20]),
  (SELECT json_object('holders_min', 2, 'shared_device_holders_max', shared_device_holders_max)
    FROM limits),
  list_sort(list_distinct(flatten(list(coalesce(entry_ids, []))))) [1:100]
FROM of_account GROUP BY account_id

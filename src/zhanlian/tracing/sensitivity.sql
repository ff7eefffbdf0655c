-- One amount under every method, tie order and opening mode: per payment in an account, per
-- account, and per payment in all accounts with statements.
-- $1 main method, $2 case currency
WITH lines AS (
  SELECT '' AS variant, method, currency, account_id, payment_id, amount_minor, strict_minor
  FROM holding WHERE payment_id <> ''
  UNION ALL
  SELECT variant, method, currency, account_id, payment_id, amount_minor, 0 FROM variant_holding
),
held AS (
  SELECT l.*, coalesce(a.is_held, false) AS is_held
  FROM lines AS l LEFT JOIN account AS a USING (account_id)
),
scoped AS (
  SELECT 'cell' AS scope, variant, method, currency, account_id, payment_id,
    amount_minor AS minor, strict_minor AS strict
  FROM held
  UNION ALL
  SELECT 'account', variant, method, currency, account_id, '', sum(amount_minor),
    sum(strict_minor)
  FROM held GROUP BY ALL
  UNION ALL
  SELECT 'payment', variant, method, currency, '', payment_id,
    sum(CASE WHEN is_held THEN amount_minor ELSE 0 END),
    sum(CASE WHEN is_held THEN strict_minor ELSE 0 END)
  FROM held GROUP BY ALL
),
ran AS (
  SELECT method, currency, method <> 'direct' OR count(*) OVER (PARTITION BY currency) = 1 AS deals
  FROM trace_run
),
runs AS (
  SELECT currency, list(method ORDER BY method) AS methods, count(*) FILTER (deals) AS dealing,
    bool_or(method = 'direct') AS has_direct
  FROM ran GROUP BY currency
),
varied AS (
  SELECT v.method, v.currency, bool_or(variant = 'ties') AS has_ties,
    bool_or(variant = 'openings') AS has_openings
  FROM variant_run AS v GROUP BY ALL
),
by_method AS (
  SELECT s.scope, s.method, s.currency, s.account_id, s.payment_id, r.deals,
    coalesce(max(minor) FILTER (variant = ''), 0)::BIGINT AS minor,
    coalesce(max(strict) FILTER (variant = ''), 0)::BIGINT AS strict,
    CASE WHEN any_value(has_ties) THEN coalesce(max(minor) FILTER (variant = 'ties'), 0) END
      ::BIGINT AS ties,
    CASE WHEN any_value(has_openings)
         THEN coalesce(max(minor) FILTER (variant = 'openings'), 0) END::BIGINT AS openings
  FROM scoped AS s JOIN ran AS r USING (method, currency)
  LEFT JOIN varied AS w ON w.method = s.method AND w.currency = s.currency
  GROUP BY ALL
),
compared AS (
  SELECT m.scope, m.currency, m.account_id, m.payment_id,
    coalesce(max(minor) FILTER (method = $1), 0) AS main_minor,
    CASE WHEN count(*) FILTER (deals) < any_value(r.dealing) THEN 0
         ELSE min(minor) FILTER (deals) END AS low,
    coalesce(max(minor) FILTER (deals), 0) AS high,
    CASE WHEN count(*) FILTER (deals) < any_value(r.dealing) THEN 0
         ELSE min(least(minor, coalesce(ties, minor), coalesce(openings, minor)))
           FILTER (deals) END AS low_all,
    coalesce(max(greatest(minor, coalesce(ties, minor), coalesce(openings, minor)))
      FILTER (deals), 0) AS high_all,
    coalesce(bool_or(ties <> minor) FILTER (deals), false) AS ties_matter,
    coalesce(bool_or(openings <> minor) FILTER (deals), false) AS openings_matter,
    CASE WHEN any_value(r.has_direct)
         THEN coalesce(max(strict) FILTER (method = 'direct'), 0) END AS strict_minor,
    map_from_entries(list((method, minor) ORDER BY method)) AS found,
    any_value(r.methods) AS methods
  FROM by_method AS m JOIN runs AS r USING (currency)
  GROUP BY ALL
)
INSERT INTO sensitivity
SELECT CASE scope WHEN 'payment' THEN 'D:' || c.payment_id
                  WHEN 'account' THEN 'M:' || c.account_id
                  ELSE 'M:' || c.account_id || ':' || c.payment_id END
    || CASE WHEN c.currency = $2 THEN '' ELSE ':' || c.currency END,
  scope, c.currency, c.account_id, c.payment_id, main_minor, low, high, high - low,
  to_json(map_from_entries(list_transform(methods, lambda m: (m, coalesce(found[m], 0)))))::VARCHAR,
  strict_minor, low_all, high_all,
  CASE scope WHEN 'account' THEN u.upper_minor
             WHEN 'cell' THEN least(u.balance_minor, d.deposit_minor) END,
  ties_matter, openings_matter,
  CASE WHEN low_all = high_all THEN 'same' WHEN low_all > 0 THEN 'at_least' ELSE 'depends' END
FROM compared AS c
LEFT JOIN upper_bound AS u ON u.account_id = c.account_id AND u.currency = c.currency
LEFT JOIN deposited AS d ON d.payment_id = c.payment_id AND d.currency = c.currency
ORDER BY c.currency <> $2, c.currency, scope <> 'payment', scope <> 'account', c.account_id,
  c.payment_id

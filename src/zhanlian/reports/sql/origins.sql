-- Declared origins and where their money lies, under every method that can tell.
SELECT o.origin_id, o.kind, o.label, o.transfer_id, o.amount_minor AS declared_minor,
  o.account_id AS declared_account_id, o.currency AS declared_currency,
  h.figure_id, h.method, h.currency, h.account_id, h.amount_minor, a.holder_name
FROM declared_origin AS o
LEFT JOIN origin_holding AS h USING (origin_id)
LEFT JOIN account AS a ON a.account_id = h.account_id
ORDER BY o.origin_id, h.method, h.amount_minor DESC, h.figure_id

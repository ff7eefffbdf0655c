-- Transfers of one currency in total order, with the balances both banks wrote after them.
-- Rows of one batch share the batch's closing balance: only the last of them states it.
-- $1 currency, $2 the least amount that is too large to trace exactly
WITH stated AS (
  SELECT b.entry_id, b.account_id,
    CASE WHEN b.order_basis = 'batch' AND lead(e.booked_at) OVER own = e.booked_at THEN NULL
         WHEN abs(e.balance_minor) < $2 THEN e.balance_minor END AS balance_minor
  FROM booking AS b JOIN entry AS e USING (entry_id)
  WHERE e.currency = $1 AND b.transfer_id IS NOT NULL AND e.moves_balance
  WINDOW own AS (PARTITION BY b.account_id ORDER BY b.order_no, b.entry_id)
)
SELECT t.transfer_id, p.account AS src, q.account AS dst, t.moved_at, t.amount_minor,
  coalesce(t.undo_of_transfer_id, -1) AS undoes_id,
  coalesce(o.balance_minor, -9223372036854775808) AS out_balance,
  coalesce(i.balance_minor, -9223372036854775808) AS in_balance,
  coalesce(t.out_entry_id, t.in_entry_id, 0) AS entry_id
FROM transfer AS t
JOIN ledger_account AS p ON p.account_id = t.payer_id
JOIN ledger_account AS q ON q.account_id = t.payee_id
LEFT JOIN stated AS o ON o.entry_id = t.out_entry_id AND o.account_id = t.payer_id
LEFT JOIN stated AS i ON i.entry_id = t.in_entry_id AND i.account_id = t.payee_id
WHERE t.currency = $1 AND t.amount_minor < $2
ORDER BY t.transfer_id

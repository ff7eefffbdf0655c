-- Counts behind the section on what the report does not prove.
SELECT
  (SELECT count(DISTINCT cp_account_id) FROM booking
    WHERE cp_account_id LIKE '@name:%' AND state = 'effective')::BIGINT AS name_only,
  (SELECT count(*) FROM booking WHERE order_basis = 'file' AND state = 'effective')::BIGINT
    AS order_by_file,
  (SELECT count(*) FROM booking WHERE state = 'unreadable')::BIGINT AS unreadable,
  (SELECT count(*) FROM request WHERE outcome = 'failed')::BIGINT AS failed_requests,
  (SELECT count(*) FROM finding WHERE code = 'balance_break')::BIGINT AS balance_breaks,
  (SELECT count(*) FROM victim_match WHERE transfer_id IS NULL)::BIGINT AS loose_payments,
  (SELECT count(*) FROM portrait)::BIGINT AS portraits

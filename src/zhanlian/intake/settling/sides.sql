-- Which account an entry belongs to, which one stands opposite, and on what ground.
CREATE OR REPLACE TEMP TABLE sided AS
WITH worded AS (
  SELECT
    e.*,
    coalesce(e.summary, '') || ' ' || coalesce(e.txn_type, '') AS words,
    coalesce(e.cp_name, '') AS cp_words,
    CASE WHEN e.own_scheme = 'bank' THEN e.own_account ELSE e.own_scheme || ':' || e.own_account END
      AS own_account_key,
    CASE WHEN e.own_scheme = 'bank' THEN e.own_card ELSE e.own_scheme || ':' || e.own_card END
      AS own_card_key,
    CASE WHEN coalesce(e.cp_scheme, 'bank') = 'bank' THEN e.cp_number
         ELSE e.cp_scheme || ':' || e.cp_number END AS cp_key
  FROM entry AS e
),
owned AS (
  SELECT
    w.*,
    coalesce(by_account.account_id, by_card.account_id, w.own_account_key, w.own_card_key,
             '@unowned:' || w.section_id) AS account_id,
    by_cp.account_id AS cp_known_id
  FROM worded AS w
  LEFT JOIN account_alias AS by_account ON by_account.alias = w.own_account_key
  LEFT JOIN account_alias AS by_card ON by_card.alias = w.own_card_key
  LEFT JOIN account_alias AS by_cp ON by_cp.alias = w.cp_key
)
SELECT
  entry_id, account_id,
  CASE
    WHEN cp_key IS NOT NULL THEN coalesce(cp_known_id, cp_key)
    WHEN cp_words <> '' AND regexp_matches(cp_words, $channel) THEN '@channel:' || cp_words
    WHEN merchant_name IS NOT NULL AND regexp_matches(merchant_name, $channel)
      THEN '@channel:' || merchant_name
    WHEN regexp_matches(words, $fee) THEN '@fee:' || account_id
    WHEN regexp_matches(words, $interest) THEN '@interest:' || account_id
    WHEN regexp_matches(coalesce(cash_flag, '') || ' ' || words, $cash) AND cp_words = ''
      THEN '@cash:' || account_id
    WHEN channel = 'own_sub' AND cp_words <> '' THEN account_id || '/' || cp_words
    WHEN merchant_no IS NOT NULL THEN '@merchant:' || merchant_no
    WHEN merchant_name IS NOT NULL THEN '@merchant:' || merchant_name
    WHEN cp_words <> '' THEN '@name:' || account_id || ':' || cp_words
    ELSE '@unknown:' || account_id
  END AS cp_account_id,
  CASE
    WHEN cp_key IS NOT NULL AND cp_known_id IS NOT NULL AND cp_known_id <> cp_key THEN 'card_map'
    WHEN cp_key IS NOT NULL THEN 'number'
    WHEN regexp_matches(cp_words, $channel)
      OR regexp_matches(coalesce(merchant_name, ''), $channel) THEN 'channel'
    WHEN regexp_matches(words, $fee) THEN 'fee'
    WHEN regexp_matches(words, $interest) THEN 'interest'
    WHEN regexp_matches(coalesce(cash_flag, '') || ' ' || words, $cash) AND cp_words = ''
      THEN 'cash'
    WHEN channel = 'own_sub' AND cp_words <> '' THEN 'own'
    WHEN merchant_no IS NOT NULL OR merchant_name IS NOT NULL THEN 'merchant'
    WHEN cp_words <> '' THEN 'name'
    ELSE 'unknown'
  END AS cp_basis,
  CASE WHEN regexp_matches(words || ' ' || coalesce(remark, ''), $returned) THEN 'returned'
       WHEN regexp_matches(words || ' ' || coalesce(remark, ''), $reversal) THEN 'reversal'
       ELSE '' END AS undo_word,
  regexp_matches(words || ' ' || coalesce(remark, ''), $failed) AS has_failed_word,
  nullif(regexp_extract(coalesce(remark, '') || ' ' || coalesce(summary, ''),
    '原(?:交易)?流水号?[:：]?\s*([0-9A-Za-z]+)', 1), '') AS undo_serial
FROM owned

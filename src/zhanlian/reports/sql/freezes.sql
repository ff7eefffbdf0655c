-- Accounts to stop or freeze, by rank.
SELECT * FROM freeze_candidate ORDER BY rank_no, figure_id

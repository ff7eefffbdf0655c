-- What to ask for next, by rank.
SELECT n.*, a.holder_name
FROM next_query AS n LEFT JOIN account AS a USING (account_id)
ORDER BY n.rank_no, n.figure_id

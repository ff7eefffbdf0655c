-- Statements and whether they hold whatever the method, in the order of telling.
SELECT * FROM robust ORDER BY rank_no

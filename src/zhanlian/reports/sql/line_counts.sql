-- Physical lines per file and final class; a verdict of settling wins over the class of reading.
SELECT l.file_id, coalesce(v.class, l.class) AS class, count(*)::BIGINT AS lines
FROM source_line AS l LEFT JOIN line_verdict AS v USING (file_id, sheet_no, line_no)
GROUP BY ALL ORDER BY l.file_id, class

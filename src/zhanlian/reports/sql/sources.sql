-- Every file received, with how it was read and the names of its sheets.
SELECT f.*, coalesce(s.sheets, map {}) AS sheets, coalesce(s.profiles, '') AS profiles,
  coalesce(s.banks, '') AS banks
FROM source_file AS f
LEFT JOIN (
  SELECT file_id, map_from_entries(list(DISTINCT (sheet_no, coalesce(sheet_name, '')))) AS sheets,
    string_agg(DISTINCT profile, ', ' ORDER BY profile) AS profiles,
    string_agg(DISTINCT bank, ', ' ORDER BY bank) AS banks
  FROM source_section GROUP BY file_id
) AS s USING (file_id)
ORDER BY f.file_id

-- A page of users by last name, first name, up from a key; the first page where the key is NULL.
-- A prefix is looked for in last name, first name and username, whatever its case.
SELECT id, city, first_name, last_name, email, username, is_owner,
       coalesce((SELECT true FROM rides WHERE rides.city = users.city AND rides.rider_city = users.city
                    AND rides.rider_id = users.id AND rides.end_time IS NULL LIMIT 1), false) AS riding,
       last_name AS k1, first_name AS k2, id::text AS k3
  FROM users
 WHERE city = ANY (CAST(:cities AS text[]))
   AND (CAST(:city AS text) IS NULL OR city = CAST(:city AS text))
   AND (CAST(:prefix AS text) IS NULL
        OR lower(last_name) COLLATE "C" ^@ lower(CAST(:prefix AS text))
        OR lower(first_name) COLLATE "C" ^@ lower(CAST(:prefix AS text))
        OR lower(username) COLLATE "C" ^@ lower(CAST(:prefix AS text)))
   AND (CAST(:is_owner AS boolean) IS NULL OR is_owner = CAST(:is_owner AS boolean))
   AND (CAST(:with_removed AS boolean) OR username IS NOT NULL)
   AND (CAST(:id AS uuid) IS NULL OR id = CAST(:id AS uuid))
   AND (CAST(:k1 AS text) IS NULL
        OR (last_name COLLATE "C", first_name COLLATE "C", id)
           > (CAST(:k1 AS text), CAST(:k2 AS text), CAST(:k3 AS uuid)))
 ORDER BY last_name COLLATE "C", first_name COLLATE "C", id
 LIMIT CAST(:limit AS bigint)

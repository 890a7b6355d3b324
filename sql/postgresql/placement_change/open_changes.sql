-- The change of placement that is not at its end here: at most one.
SELECT id, kind, partition, coalesce(old_home, '') AS old_home, new_home, coalesce(city, '') AS city,
       coalesce(time_zone, '') AS time_zone, coalesce(latitude, 0) AS latitude, coalesce(longitude, 0) AS longitude,
       operator, to_char(begun_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS begun_at, state
  FROM movr.placement_changes WHERE state NOT IN ('done', 'undone')

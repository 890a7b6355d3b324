-- A page of rides by start time, down from a key; the first page where the key is NULL.
SELECT page.id, page.city, page.vehicle_id, vehicle.type, vehicle.brand, page.rider_id, page.rider_city,
       rider.username, page.start_location, page.end_location, page.start_time, page.end_time,
       round(extract(epoch FROM page.length))::bigint AS seconds,
       page.start_time::text AS k1, page.id::text AS k2
  FROM (SELECT id, city, vehicle_id, rider_id, rider_city, start_location, end_location, start_time,
               end_time, length
          FROM rides
         WHERE city = ANY (CAST(:cities AS text[]))
           AND (CAST(:city AS text) IS NULL OR city = CAST(:city AS text))
           AND (CAST(:active AS boolean) IS NULL OR (end_time IS NULL) = CAST(:active AS boolean))
           AND (CAST(:rider AS uuid) IS NULL
                OR (rider_city = CAST(:rider_city AS text) AND rider_id = CAST(:rider AS uuid)))
           AND (CAST(:vehicle AS uuid) IS NULL
                OR (city = CAST(:vehicle_city AS text) AND vehicle_id = CAST(:vehicle AS uuid)))
           AND (CAST(:id AS uuid) IS NULL OR id = CAST(:id AS uuid))
           AND (CAST(:from AS timestamptz) IS NULL OR start_time >= CAST(:from AS timestamptz))
           AND (CAST(:to AS timestamptz) IS NULL OR start_time < CAST(:to AS timestamptz))
           AND (CAST(:since AS timestamptz[]) IS NULL
                OR start_time >= (CAST(:since AS timestamptz[]))[array_position(CAST(:cities AS text[]), city)])
           AND (CAST(:place AS text) IS NULL
                OR position(lower(CAST(:place AS text)) IN lower(start_location)) > 0
                OR position(lower(CAST(:place AS text)) IN lower(end_location)) > 0)
           AND (CAST(:k1 AS timestamptz) IS NULL
                OR (start_time, id) < (CAST(:k1 AS timestamptz), CAST(:k2 AS uuid)))
         ORDER BY start_time DESC, id DESC
         LIMIT CAST(:limit AS bigint)) page
  LEFT JOIN LATERAL (SELECT username FROM users
                      WHERE (CAST(:rider_city AS text) IS NULL OR users.city = CAST(:rider_city AS text))
                        AND users.city = page.rider_city AND users.id = page.rider_id LIMIT 1) rider ON true
  LEFT JOIN LATERAL (SELECT type, brand FROM vehicles
                      WHERE vehicles.city = ANY (CAST(:cities AS text[]))
                        AND vehicles.city = page.city AND vehicles.id = page.vehicle_id LIMIT 1) vehicle ON true
 ORDER BY page.start_time DESC, page.id DESC

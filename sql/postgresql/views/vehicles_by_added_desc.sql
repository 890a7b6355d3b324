-- A page of vehicles by the day they were added, down from a key; the first page where the key is NULL.
-- Planned with its values at hand (plan_cache_mode), so an absent filter costs nothing.
SELECT page.id, page.city, page.type, page.owner_id, owner.username, page.date_added, page.status,
       page.last_location, page.color, page.brand, ride.id AS active_ride, ride.rider_city, ride.rider_id,
       page.date_added::text AS k1, page.id::text AS k2
  FROM (SELECT id, city, type, owner_id, date_added, status, last_location, color, brand
          FROM vehicles
         WHERE city = ANY (CAST(:cities AS text[]))
           AND (CAST(:city AS text) IS NULL OR city = CAST(:city AS text))
           AND (CAST(:status AS text) IS NULL OR status = CAST(:status AS text))
           AND (CAST(:status AS text) IS NOT NULL OR CAST(:with_removed AS boolean) OR status <> 'removed')
           AND (CAST(:type AS text) IS NULL OR type = CAST(:type AS text))
           AND (CAST(:owner AS uuid) IS NULL OR (city = CAST(:owner_city AS text) AND owner_id = CAST(:owner AS uuid)))
           AND (CAST(:id AS uuid) IS NULL OR id = CAST(:id AS uuid))
           AND (CAST(:place AS text) IS NULL OR position(lower(CAST(:place AS text)) IN lower(last_location)) > 0)
           AND (CAST(:k1 AS date) IS NULL
                OR (date_added, id) < (CAST(:k1 AS date), CAST(:k2 AS uuid)))
         ORDER BY date_added DESC, id DESC
         LIMIT CAST(:limit AS bigint)) page
  LEFT JOIN LATERAL (SELECT username FROM users
                      WHERE users.city = ANY (CAST(:cities AS text[]))
                        AND users.city = page.city AND users.id = page.owner_id LIMIT 1) owner ON true
  LEFT JOIN LATERAL (SELECT rides.id, rides.rider_city, rides.rider_id FROM rides
                      WHERE rides.city = ANY (CAST(:cities AS text[]))
                        AND rides.city = page.city AND rides.vehicle_id = page.id
                        AND rides.end_time IS NULL LIMIT 1) ride ON true
 ORDER BY page.date_added DESC, page.id DESC

-- The reference's view of a city's vehicles.
-- $1 city, $2 how many at the most
SELECT id, city, type, owner_id, date_added, status, last_location, color, brand
  FROM vehicles
 WHERE city = $1::text AND status <> 'removed'
 ORDER BY date_added DESC, id DESC
 LIMIT $2::bigint

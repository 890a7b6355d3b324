-- The reference's start ride and end ride: the vehicle, whatever its status.
-- $1 city, $2 vehicle id
SELECT id, city, type, owner_id, date_added, status, last_location, color, brand
  FROM vehicles
 WHERE city = $1::text AND id = $2::uuid

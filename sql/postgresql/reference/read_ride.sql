-- The reference's end ride, first of four.
-- $1 city, $2 ride id
SELECT id, city, vehicle_id, rider_id, rider_city, start_location, end_location, start_time, end_time, length
  FROM rides
 WHERE city = $1::text AND id = $2::uuid

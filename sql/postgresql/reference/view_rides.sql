-- The reference's view of a rider's rides, newest last.
-- $1 rider's city, $2 rider id, $3 how many at the most
SELECT id, city, vehicle_id, rider_id, rider_city, start_location, end_location, start_time, end_time, length
  FROM rides
 WHERE rider_city = $1::text AND rider_id = $2::uuid
 ORDER BY start_time
 LIMIT $3::bigint

-- Rides of one city that are going on, the oldest first, and places of that city where they may end.
-- $1 city, $2 how many at the most
SELECT rides.id, rides.vehicle_id, rides.rider_id, vehicles.last_location
  FROM rides JOIN vehicles ON vehicles.city = rides.city AND vehicles.id = rides.vehicle_id
 WHERE rides.city = $1::text AND rides.rider_city = $1::text AND rides.end_time IS NULL
 ORDER BY rides.start_time LIMIT $2::bigint

-- The reference's start ride, second of three.
-- $1 city, $2 ride id, $3 vehicle id, $4 rider's city, $5 rider id, $6 start location
INSERT INTO rides (city, id, vehicle_id, rider_id, rider_city, start_location, start_time)
VALUES ($1::text, $2::uuid, $3::uuid, $5::uuid, $4::text, $6::text, now())

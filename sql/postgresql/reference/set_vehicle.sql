-- The reference's start ride and end ride: the vehicle's status and place.
-- $1 city, $2 vehicle id, $3 status, $4 location
UPDATE vehicles SET status = $3::text, last_location = $4::text WHERE city = $1::text AND id = $2::uuid

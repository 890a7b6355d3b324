-- Vehicles of one city that simulated riders may take.
-- $1 city, $2 how many at the most
SELECT id FROM vehicles WHERE city = $1::text AND status = 'available' ORDER BY id LIMIT $2::bigint

-- Places of one city where rides end.
-- $1 city, $2 how many at the most
SELECT DISTINCT last_location FROM vehicles WHERE city = $1::text AND last_location IS NOT NULL LIMIT $2::bigint

-- Simulated riders of one city: users who are there and not riding.
-- $1 city, $2 how many at the most
SELECT id FROM users
 WHERE city = $1::text AND username IS NOT NULL
   AND NOT EXISTS (SELECT FROM rides WHERE rides.city = $1::text AND rider_city = $1::text
                      AND rider_id = users.id AND end_time IS NULL)
 ORDER BY id LIMIT $2::bigint

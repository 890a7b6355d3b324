-- Whether this server has a row, and in which partition: by its primary key.
-- $1 city, $2 id
SELECT tableoid::regclass::text AS relation FROM users WHERE city = $1::text AND id = $2::uuid

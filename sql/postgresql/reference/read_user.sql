-- The reference's add vehicle, second of three: its owner.
-- $1 city, $2 user id
SELECT id, city, first_name, last_name, email, username, is_owner FROM users WHERE city = $1::text AND id = $2::uuid

-- The reference's add vehicle, last of three.
-- $1 city, $2 user id
UPDATE users SET is_owner = true WHERE city = $1::text AND id = $2::uuid

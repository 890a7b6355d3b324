-- The reference's log in: the user of that name; the hash is verified on the client. With the city, without which it
-- would ask every partition.
-- $1 city, $2 username
SELECT id, city, first_name, last_name, email, username, is_owner, password_hash
  FROM users
 WHERE city = $1::text AND username = $2::text

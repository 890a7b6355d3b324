-- The reference's sign up.
-- $1 city, $2 user id, $3 first name, $4 last name, $5 e-mail, $6 username, $7 password hash
INSERT INTO users (city, id, first_name, last_name, email, username, password_hash, is_owner)
VALUES ($1::text, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, false)

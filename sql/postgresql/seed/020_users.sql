-- Seed data: the users of one partition. Parameters: partition, scale, seed, password hash (argon2id,
-- the same for all). Returns the number of rows made.
SELECT movr_seed.fill_users($1::text, $2::numeric, $3::bigint, $4::text)

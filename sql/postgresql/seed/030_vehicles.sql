-- Seed data: the vehicles of one partition. Parameters: partition, scale, seed, anchor (the present, cut
-- to the minute). Returns the number of rows made.
SELECT movr_seed.fill_vehicles($1::text, $2::numeric, $3::bigint, $4::timestamptz)

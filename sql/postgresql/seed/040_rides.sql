-- Seed data: the rides of one partition, in the order of time, after its vehicles. Parameters: partition,
-- scale, seed, anchor. Returns the number of rows made.
SELECT movr_seed.fill_rides($1::text, $2::numeric, $3::bigint, $4::timestamptz)

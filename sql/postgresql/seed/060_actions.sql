-- Seed data: the operators' record of one partition, after its indexes. Parameters: partition, scale,
-- seed, anchor. Returns the number of rows made.
SELECT movr_seed.fill_actions($1::text, $2::numeric, $3::bigint, $4::timestamptz)

-- Seed data: the indexes and statistics of one partition's tables, after its rides. Parameter: partition.
-- Returns the number of indexes built.
SELECT movr_seed.build_indexes($1::text)

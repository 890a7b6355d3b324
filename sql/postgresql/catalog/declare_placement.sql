-- Declares a partition's home once.
-- $1 partition, $2 region
INSERT INTO movr.placement (partition, region) VALUES ($1::text, $2::text) ON CONFLICT (partition) DO NOTHING

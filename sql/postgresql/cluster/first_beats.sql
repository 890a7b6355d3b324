-- A row for each region's beat on every copy of the template, for the homes' beats to arrive in.
-- $1 regions
INSERT INTO movr.heartbeat (region, beat_at)
SELECT region, clock_timestamp() FROM unnest($1::text[]) AS region
    ON CONFLICT (region) DO NOTHING

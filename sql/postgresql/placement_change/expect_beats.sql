-- A row for the beats of a region that this server is about to follow.
-- $1 region
INSERT INTO movr.heartbeat (region, beat_at) VALUES ($1::text, clock_timestamp()) ON CONFLICT (region) DO NOTHING

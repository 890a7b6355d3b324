-- The home's beat, at most about once a second however many consoles look.
-- $1 region
UPDATE movr.heartbeat SET beat_at = clock_timestamp()
 WHERE region = $1::text AND beat_at < clock_timestamp() - interval '900 milliseconds'

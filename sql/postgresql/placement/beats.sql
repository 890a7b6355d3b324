-- The homes' heartbeats as they have arrived here.
SELECT region, round(extract(epoch FROM beat_at) * 1000)::bigint AS beat_ms FROM movr.heartbeat

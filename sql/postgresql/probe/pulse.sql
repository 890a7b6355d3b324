-- The probe: the network floor, and the age of the copies this server holds, by their home region.
SELECT region, greatest(0, round(extract(epoch FROM clock_timestamp() - beat_at) * 1000))::bigint AS age_ms
  FROM movr.heartbeat

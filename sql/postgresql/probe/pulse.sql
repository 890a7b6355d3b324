-- The probe: the network floor, the age of the copies this server holds, by their home region, and what tells whether
-- the declared placement is another one.
SELECT region, greatest(0, round(extract(epoch FROM clock_timestamp() - beat_at) * 1000))::bigint AS age_ms,
       (SELECT string_agg(concat_ws(':', partition, region, generation), ' ' ORDER BY partition) FROM movr.placement) AS placement
  FROM movr.heartbeat

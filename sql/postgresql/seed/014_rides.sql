-- Seed data, preparation 5 of 6: the function that makes the rides of one partition. Runs once, after
-- 013_generators.sql; no parameters.
--
-- A vehicle's rides share its days among them: ride j has days of its own, so two rides of a vehicle never
-- overlap, and starts where ride j - 1 ended. Riders are dealt out in the order of time, by quarters of the
-- users that change every 45 minutes (the longest ride), so a rider is not in two rides at once either.

CREATE FUNCTION movr_seed.fill_rides(part text, scale numeric, seed bigint, anchor timestamptz) RETURNS bigint
LANGUAGE plpgsql SET session_replication_role = replica SET jit = off SET work_mem = '64MB'
SET enable_nestloop = off SET enable_mergejoin = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    now_s       bigint    := extract(epoch FROM anchor)::bigint;
    days        bigint[]  := movr_seed.day_starts(anchor);
    quantiles   integer[] := (SELECT seconds FROM movr_seed.start_quantiles);
    lengths     integer[] := (SELECT array_agg((300 + 2400 * power(i / 1023.0, 2.2))::integer ORDER BY i)
                                FROM generate_series(0, 1023) AS i);
    cities      text[];
    users_from  bigint[];
    users       bigint[];
    kept        bigint[];
    riders_from bigint[];
    riders      bigint[];
    made        bigint;
BEGIN
    SELECT array_agg(p.city ORDER BY p.no), array_agg(p.users_from ORDER BY p.no), array_agg(p.users ORDER BY p.no),
           array_agg(p.kept ORDER BY p.no), array_agg(p.riders_from ORDER BY p.no), array_agg(p.riders ORDER BY p.no)
      INTO cities, users_from, users, kept, riders_from, riders
      FROM movr_seed.plan(scale) p;

    EXECUTE format($sql$
        INSERT INTO public.%I (id, city, vehicle_id, rider_id, rider_city, start_location, end_location,
                               start_time, end_time, length)
        SELECT movr_seed.id(r.g, $1), r.city, r.vehicle_id, movr_seed.id(r.user_no, $3), $2[r.home], a.place,
               CASE WHEN r.ended THEN b.place END, to_timestamp(r.start_s),
               CASE WHEN r.ended THEN to_timestamp(r.start_s + r.length_s) END,
               CASE WHEN r.ended THEN make_interval(secs => r.length_s) END
          FROM (SELECT m.*, m.active_rank IS NULL AS ended, $2[m.city_no] AS city,
                       $4[m.home] + CASE WHEN m.active_rank IS NOT NULL THEN $7[m.home] + m.active_rank
                                         WHEN m.recent AND m.n >= $7[m.home] THEN m.n + $8[m.home]
                                         ELSE m.n END AS user_no
                  FROM (SELECT q.*, (4 * ((q.rank + (hashint8(q.slot)::bigint & 16777215)) %% greatest(q.pool / 4, 1))
                             + (q.slot & 3))
                            %% greatest(q.pool, 1) AS n
                  FROM (SELECT o.*, o.start_s / 2700 AS slot, o.start_s > $9 - 10800 AS recent,
                               CASE WHEN o.start_s > $9 - 2592000 THEN $6[o.home] ELSE $5[o.home] END
                                   - CASE WHEN o.start_s > $9 - 10800 THEN $8[o.home] ELSE 0 END AS pool
                          FROM (SELECT s.*, row_number() OVER (ORDER BY s.start_s, s.g) AS rank,
                                       CASE WHEN s.active_rank IS NULL AND s.hash >> 52 & 511 < 10
                                            THEN 1 + (s.city_no + (s.hash >> 46 & 7)::integer) %% 9
                                            ELSE s.city_no END AS home
                                  FROM (%s) AS s) AS o OFFSET 0) AS q OFFSET 0) AS m OFFSET 0) AS r
          JOIN movr_seed.places a
            ON a.no = r.city_no * 512 + (hashint8extended(r.g - 1, $10 + 2) & 511)::integer
          JOIN movr_seed.places b
            ON b.no = r.city_no * 512 + (hashint8extended(r.g, $10 + 2) & 511)::integer
        $sql$, 'rides_' || part, movr_seed.ride_times())
    USING movr_seed.salt('ride', seed), cities, movr_seed.salt('user', seed), users_from, users, kept, riders_from, riders,
          now_s, seed, days, quantiles, lengths, part;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

-- The inner half of the statement above: which vehicle rides when. OFFSET 0 keeps the steps apart, so
-- that each hash is worked out once.
CREATE FUNCTION movr_seed.ride_times() RETURNS text LANGUAGE sql IMMUTABLE AS $outer$ SELECT $sql$
    SELECT t.id AS vehicle_id, t.city_no, t.active_rank, t.g, t.hash, t.length_s,
           -- Today's rides that would end in the future go to another of the ride's own days.
           CASE WHEN t.active_rank IS NOT NULL
                THEN $9 - 60 - ((t.hash >> 12 & 1023) * (greatest(least(2700, $9 - $11[t.city_no][1]), 240) - 60) >> 10)
                WHEN t.day = 0 AND t.start_s + t.length_s > $9
                THEN t.start_s - $11[t.city_no][1]
                     + $11[t.city_no][2 + ((t.hash >> 40 & 4095) * greatest(t.own_days - 1, 1) >> 12)]
                ELSE t.start_s END AS start_s
      FROM (SELECT d.*, $11[d.city_no][d.day + 1] + d.second AS start_s,
                   least($13[1 + (d.hash >> 28 & 1023)], 86220 - d.second) AS length_s
              FROM (SELECT c.*, $12[c.kind][c.i] + (($12[c.kind][c.i + 1] - $12[c.kind][c.i]) * (c.hash >> 22 & 63) >> 6) AS second
                      FROM (SELECT b.*, (b.hash >> 12 & 1023)::integer + 1 AS i,
                                   -- 1970-01-01 was a Thursday; 04:00 is the same day in UTC in all nine cities.
                                   CASE WHEN ($11[b.city_no][b.day + 1] / 86400 + 4) % 7 IN (0, 6) THEN 2 ELSE 1 END AS kind
                              FROM (SELECT a.*, a.top - (((a.hash & 4095) * a.own_days) >> 12)::integer AS day
                                      FROM (SELECT v.*, CASE WHEN v.j = v.rides - 1 THEN v.rank_if_last END AS active_rank,
                                                   v.first_ride + v.j AS g,
                                                   hashint8extended(v.first_ride + v.j, $10) AS hash,
                                                   v.first_day - 1 - v.j * v.span / v.rides AS top,
                                                   (v.j + 1) * v.span / v.rides - v.j * v.span / v.rides AS own_days
                                              FROM (SELECT f.id, f.city_no, f.first_ride, f.rides, f.first_day,
                                                           f.first_day - f.last_day AS span,
                                                           generate_series(0, f.rides - 1) AS j,
                                                           f.active_rank AS rank_if_last
                                                      FROM movr_seed.fleet f WHERE f.partition = $14) AS v) AS a
                                    OFFSET 0) AS b
                            OFFSET 0) AS c
                    OFFSET 0) AS d
            OFFSET 0) AS t
$sql$ $outer$;

-- Seed data, preparation 4 of 6: the functions that make the rows of one partition. Runs once, after
-- 012_numbers.sql; no parameters. Each function streams: what it sorts is narrow and goes to disk when it
-- outgrows work_mem, so memory does not grow with the scale. Foreign keys hold by construction and are not
-- checked row by row (session_replication_role), which takes a superuser.

CREATE FUNCTION movr_seed.fill_users(part text, scale numeric, seed bigint, password_hash text) RETURNS bigint
LANGUAGE plpgsql SET session_replication_role = replica SET jit = off SET work_mem = '32MB'
SET enable_nestloop = off SET enable_mergejoin = off AS $$
DECLARE
    made bigint := 0;
    more bigint;
    town record;
BEGIN
    FOR town IN
        SELECT p.*, c.language,
               (SELECT count(*) FROM movr_seed.names n WHERE n.language = c.language AND n.part = 'first')
                   AS firsts,
               (SELECT count(*) FROM movr_seed.names n WHERE n.language = c.language AND n.part = 'last')
                   AS lasts
          FROM movr_seed.plan(scale) p JOIN movr_seed.cities c ON c.no = p.no WHERE p.partition = part ORDER BY p.no
    LOOP
        -- A pair of names is used again only when all pairs are taken; then the username gets a number.
        EXECUTE format($sql$
            INSERT INTO public.%I (id, city, first_name, last_name, email, username, password_hash, is_owner)
            SELECT movr_seed.id(u.user_no, $3), $1, f.name, l.name,
                   f.ascii || '.' || l.ascii || u.again
                       || (ARRAY['@example.com', '@example.org', '@example.net'])[1 + (u.hash >> 8 & 1023) %% 3],
                   CASE WHEN u.n < $6 THEN f.ascii || (ARRAY['.', '_', '.', '-'])[1 + (u.hash & 3)] || l.ascii
                       || u.again END,
                   $7, u.n < $8
              FROM (SELECT s.n, s.pair, $4 + s.n AS user_no, hashint8extended($4 + s.n, $9) AS hash,
                           CASE WHEN s.n >= $10 * $11 THEN (1 + s.n / ($10 * $11))::text ELSE '' END AS again
                      FROM (SELECT n, ((n * 7919 + $4 * 31) %% ($10 * $11)) AS pair
                              FROM generate_series(0, $5 - 1) AS n OFFSET 0) AS s OFFSET 0) AS u
              JOIN movr_seed.names f ON f.language = $2 AND f.part = 'first' AND f.i = (u.pair %% $10)::integer
              JOIN movr_seed.names l ON l.language = $2 AND l.part = 'last' AND l.i = (u.pair / $10)::integer
            $sql$, 'users_' || part)
        USING town.city, town.language, movr_seed.salt('user', seed), town.users_from, town.users, town.kept,
              password_hash, town.owners, seed, town.firsts, town.lasts;
        GET DIAGNOSTICS more = ROW_COUNT;
        made := made + more;
    END LOOP;
    RETURN made;
END $$;

CREATE FUNCTION movr_seed.fill_vehicles(part text, scale numeric, seed bigint, anchor timestamptz) RETURNS bigint
LANGUAGE plpgsql SET session_replication_role = replica SET jit = off SET work_mem = '32MB'
SET enable_nestloop = off SET enable_mergejoin = off AS $$
DECLARE
    days bigint[] := movr_seed.day_starts(anchor);
    made bigint := 0;
    more bigint;
    town record;
BEGIN
    FOR town IN SELECT * FROM movr_seed.plan(scale) p WHERE p.partition = part ORDER BY p.no LOOP
        -- Rides per vehicle fall evenly from 1.65 times the mean to 0.35 times. The quiet ones at the end
        -- are those added lately or removed; every 36th is in a ride, every 64th out of service.
        EXECUTE format($sql$
            WITH made AS MATERIALIZED (
                SELECT v.k, v.hash, movr_seed.id(v.vehicle_no, $1) AS id, v.low, v.rides, v.out,
                       $12 + CASE WHEN v.k >= $5 AND v.hash & 7 < 2 THEN (v.hash >> 20 & 2147483647) %% $13
                                  WHEN v.k < $14 THEN v.k
                                  ELSE (v.hash >> 20 & 2147483647) %% greatest($14, 1) END AS owner_no,
                       CASE WHEN v.k >= $5 AND v.hash & 7 > 3 THEN 30 + ((v.hash >> 3 & 1023) %% 58)::integer
                            ELSE 90 END AS first_day,
                       CASE WHEN v.k >= $5 AND v.hash & 7 < 2 THEN 1 + ((v.hash >> 3 & 1023) %% 58)::integer
                            WHEN v.out THEN 1 + ((v.hash >> 3 & 1023) %% 3)::integer ELSE 0 END AS last_day,
                       CASE WHEN v.k < $5 AND v.k %% 36 = 3 AND v.rides > 0 THEN (v.k / 36)::integer END
                           AS active_rank,
                       CASE WHEN v.k >= $5 AND v.hash & 7 < 2 THEN 'removed' WHEN v.out THEN 'out'
                            WHEN v.k < $5 AND v.k %% 36 = 3 AND v.rides > 0 THEN 'active' ELSE 'available' END AS state
                  FROM (SELECT k, $2 + k AS vehicle_no, hashint8extended($2 + k, $6 + 1) AS hash,
                               $3 + floor($4 * f.low + 1e-6)::bigint AS low,
                               (floor($4 * f.high + 1e-6) - floor($4 * f.low + 1e-6))::integer AS rides,
                               k < $5 AND k %% 64 = 17 AS out
                          FROM generate_series(0, $7 - 1) AS k
                         CROSS JOIN LATERAL (SELECT x.low * (1.65 - 0.65 * x.low),
                                                    x.high * (1.65 - 0.65 * x.high)
                                               FROM (SELECT k::float8 / $7, (k + 1)::float8 / $7) AS x (low, high)) AS f (low, high)
                        OFFSET 0) AS v),
            kept AS (
                INSERT INTO movr_seed.fleet (id, city_no, active_rank, first_ride, rides, first_day, last_day, out,
                                             partition)
                SELECT id, $8, active_rank, low, rides, first_day, last_day, out, $9 FROM made)
            INSERT INTO public.%I (id, city, type, owner_id, date_added, status, last_location, color, brand)
            SELECT m.id, $10, w.type,
                   movr_seed.id(m.owner_no, $11),
                   (to_timestamp($15[$8][1]) AT TIME ZONE 'UTC')::date
                       - CASE WHEN m.first_day < 90 THEN m.first_day + 1
                              ELSE 91 + ((m.hash >> 40 & 4095) %% 640)::integer END,
                   CASE m.state WHEN 'active' THEN 'unavailable' WHEN 'out' THEN 'unavailable' ELSE m.state END,
                   p.place,
                   (ARRAY['black', 'white', 'red', 'blue', 'green', 'yellow', 'orange', 'silver', 'grey', 'purple'])
                       [1 + (m.hash >> 30 & 1023) %% 10], w.brand
              FROM made m
              JOIN movr_seed.vehicle_words w ON w.i = (m.hash >> 45 & 7)::integer
               AND w.type_no = CASE WHEN m.hash >> 50 & 255 < 132 THEN 1 WHEN m.hash >> 50 & 255 < 228 THEN 2 ELSE 3 END
              JOIN movr_seed.places p ON p.no = $8 * 512 + (hashint8extended(
                       m.low + m.rides - CASE m.state WHEN 'active' THEN 2 ELSE 1 END, $6 + 2) & 511)::integer
            $sql$, 'vehicles_' || part)
        USING movr_seed.salt('vehicle', seed), town.vehicles_from, town.rides_from, town.rides, town.settled, seed,
              town.vehicles, town.no, part, town.city, movr_seed.salt('user', seed), town.users_from, greatest(town.kept, 1),
              town.owners, days;
        GET DIAGNOSTICS more = ROW_COUNT;
        made := made + more;
    END LOOP;
    RETURN made;
END $$;

-- Seed data, preparation 3 of 6: the numbers. Runs once, after 011_places.sql; several statements, no
-- parameters. Here is the arithmetic that says who owns, rides and repairs what, so that nothing has to
-- be looked up while the rows are made; and the indexes are put away until the rows are there.

-- The cities of a scale: how many users, vehicles and rides each has, and from which number on.
-- Scale 1 is 10,000 users, 6,000 vehicles and 100,000 rides. Within a city, user n
--   owns a vehicle          when n < owners,
--   is kept for active rides when riders_from <= n < riders_from + riders,
--   is removed              when n >= kept;
-- and vehicle k < settled has been there for 90 days and is not removed.
CREATE FUNCTION movr_seed.plan(scale numeric)
RETURNS TABLE (no integer, city text, partition text, users_from bigint, users bigint, vehicles_from bigint,
               vehicles bigint, rides_from bigint, rides bigint, owners bigint, kept bigint,
               riders_from bigint, riders bigint, settled bigint)
LANGUAGE sql STABLE AS $$
    WITH shares AS (
        SELECT c.no, c.city, sum(c.share) OVER (ORDER BY c.no) - c.share AS low,
               sum(c.share) OVER (ORDER BY c.no) AS high, h.partition
          FROM movr_seed.cities c LEFT JOIN movr.city_homes h ON h.city = c.city),
    counts AS (
        SELECT s.no, s.city, s.partition,
               round(10000 * scale * s.low)::bigint AS users_from,
               round(10000 * scale * s.high)::bigint - round(10000 * scale * s.low)::bigint AS users,
               round(6000 * scale * s.low)::bigint AS vehicles_from,
               round(6000 * scale * s.high)::bigint - round(6000 * scale * s.low)::bigint AS vehicles,
               round(100000 * scale * s.low)::bigint AS rides_from,
               round(100000 * scale * s.high)::bigint - round(100000 * scale * s.low)::bigint AS rides
          FROM shares s)
    SELECT c.*, c.users * 35 / 100, c.users - c.users / 100, c.users * 3 / 10,
           c.vehicles * 85 / 100 / 36 + 1, c.vehicles * 85 / 100
      FROM counts c
$$;

-- An id that looks random (version 4) and is the same for the same number and salt. Pass columns, not long
-- expressions: then the function is inlined, which makes it several times faster.
CREATE FUNCTION movr_seed.id(n bigint, salt bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(int8send(hashint8extended(n, salt) & -61441 | 16384)
                  || int8send(hashint8extended(n, salt + 1) & 4611686018427387903 | -9223372036854775808), 'hex')::uuid
$$;

-- The salts of the ids of users, vehicles and rides.
CREATE FUNCTION movr_seed.salt(kind text, seed bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT 16 * seed + CASE kind WHEN 'user' THEN 2 WHEN 'vehicle' THEN 4 WHEN 'ride' THEN 6 END
$$;

-- When each of the last 90 days of service began in a city: seconds since 1970, day 0 is the running one.
CREATE FUNCTION movr_seed.day_starts(anchor timestamptz) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(days.starts ORDER BY days.no)
      FROM (SELECT c.no, array_agg(extract(epoch FROM (today.day - d + time '04:00') AT TIME ZONE w.time_zone)::bigint
                                   ORDER BY d) AS starts
              FROM movr_seed.cities c
              JOIN movr.cities w ON w.city = c.city
             CROSS JOIN LATERAL (SELECT (anchor AT TIME ZONE w.time_zone - interval '4 hours')::date) AS today (day)
             CROSS JOIN generate_series(0, 90) AS d
             GROUP BY c.no) AS days
$$;

-- 1025 quantiles of a day's starting times, in seconds after 04:00: the last start is at 03:50. Row 1 is
-- for weekdays, row 2 for weekends.
CREATE UNLOGGED TABLE movr_seed.start_quantiles AS
WITH spans AS (
    SELECT kind, (hour + 20) % 24 * 3600 AS begins, CASE hour WHEN 3 THEN 3000 ELSE 3600 END AS seconds,
           weight * CASE hour WHEN 3 THEN 3000 ELSE 3600 END AS mass
      FROM movr_seed.hours),
summed AS (
    SELECT kind, begins, seconds, mass, sum(mass) OVER w - mass AS below, sum(mass) OVER w AS upto,
           sum(mass) OVER (PARTITION BY kind) / 1024 AS step
      FROM spans WINDOW w AS (PARTITION BY kind ORDER BY begins)),
points AS (
    SELECT s.kind, i, (s.begins + s.seconds * (i * s.step - s.below) / s.mass)::integer AS second
      FROM summed s
     CROSS JOIN LATERAL generate_series(ceil(s.below / s.step)::integer, ceil(s.upto / s.step)::integer - 1) AS i)
SELECT array_agg(q.seconds ORDER BY q.kind) AS seconds
  FROM (SELECT kind, array_agg(second ORDER BY i) || 85800 AS seconds FROM points GROUP BY kind) AS q;

-- What the rides need to know of each vehicle. A vehicle's rides are numbered from first_ride on, in the
-- order of time, spread over the service days from first_day down to last_day (days ago).
CREATE UNLOGGED TABLE movr_seed.fleet (
    id          uuid    NOT NULL,
    city_no     integer NOT NULL,
    active_rank integer,
    first_ride  bigint  NOT NULL,
    rides       integer NOT NULL,
    first_day   integer NOT NULL,
    last_day    integer NOT NULL,
    out         boolean NOT NULL,
    partition   text    NOT NULL
);

-- Rows are made faster without indexes, and an index faster from rows that are there. Put away: all
-- indexes of the placed tables, except those a foreign key leans on. 060_indexes.sql brings back those of
-- the partitions, 090_finish.sql joins them under those of the whole tables.
CREATE UNLOGGED TABLE movr_seed.indexes AS
SELECT row_number() OVER (ORDER BY con.contype NULLS LAST, i.indexrelid) AS no,
       t.relname::text AS table_name, x.relname::text AS index_name,
       con.conname::text AS constraint_name, pg_get_constraintdef(con.oid) AS constraint_text,
       replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS index_text,
       t.relkind = 'p' AS whole, substr(t.relname, length(root.table_name) + 2) AS partition
  FROM movr.placed_tables root
  JOIN pg_partition_tree(('public.' || root.table_name)::regclass) AS tree ON true
  JOIN pg_class t ON t.oid = tree.relid
  JOIN pg_index i ON i.indrelid = t.oid
  JOIN pg_class x ON x.oid = i.indexrelid
  LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u') AND con.conrelid = t.oid
 WHERE NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = i.indexrelid)
   AND root.table_name <> 'operator_actions';

DO $$
DECLARE
    gone record;
BEGIN
    FOR gone IN SELECT * FROM movr_seed.indexes WHERE whole LOOP
        IF gone.constraint_name IS NULL THEN
            EXECUTE format('DROP INDEX public.%I', gone.index_name);
        ELSE
            EXECUTE format('ALTER TABLE public.%I DROP CONSTRAINT %I', gone.table_name, gone.constraint_name);
        END IF;
    END LOOP;
END $$;

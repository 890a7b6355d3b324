-- Seed data, preparation 6 of 6: the functions that bring back the indexes of one partition's tables and
-- make the operators' record. Runs once, after 014_rides.sql; no parameters.

CREATE FUNCTION movr_seed.build_indexes(part text) RETURNS bigint
LANGUAGE plpgsql SET default_statistics_target = 100 SET maintenance_work_mem = '96MB' SET max_parallel_maintenance_workers = 0 AS $$
DECLARE
    built bigint := 0;
    wanted record;
BEGIN
    FOR wanted IN SELECT * FROM movr_seed.indexes i WHERE NOT i.whole AND i.partition = part ORDER BY i.no LOOP
        IF wanted.constraint_name IS NULL THEN
            EXECUTE wanted.index_text;
        ELSE
            EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT %I %s', wanted.table_name, wanted.constraint_name,
                           wanted.constraint_text);
        END IF;
        built := built + 1;
    END LOOP;
    -- A small table is well described by a small sample; reading a large one takes most of a second.
    IF pg_relation_size(format('public.%I', 'rides_' || part)::regclass) < 64 * 1024 * 1024 THEN
        PERFORM set_config('default_statistics_target', '25', true);
    END IF;
    EXECUTE format('ANALYZE public.%I, public.%I, public.%I', 'users_' || part, 'vehicles_' || part, 'rides_' || part);
    RETURN built;
END $$;

-- Each city's record: its last rides started and ended, a few ended by an operator, and every vehicle
-- that was taken out of service or lately removed.
CREATE FUNCTION movr_seed.fill_actions(part text, scale numeric, seed bigint, anchor timestamptz) RETURNS bigint
LANGUAGE plpgsql SET session_replication_role = replica SET jit = off AS $$
DECLARE
    days bigint[] := movr_seed.day_starts(anchor);
    made bigint := 0;
    more bigint;
    town record;
BEGIN
    FOR town IN
        SELECT p.no, p.city,
               (SELECT array_agg(o.name ORDER BY o.i) FROM movr_seed.operators o WHERE o.language = c.language) AS operators,
               (SELECT array_agg(r.reason ORDER BY r.i) FROM movr_seed.reasons r) AS reasons
          FROM movr_seed.plan(scale) p JOIN movr_seed.cities c ON c.no = p.no WHERE p.partition = part ORDER BY p.no
    LOOP
        EXECUTE format($sql$
            INSERT INTO public.%I (city, request_id, action, operator, subject_kind, subject_id, reason, outcome,
                                   details, acted_at)
            SELECT $1, movr_seed.id(a.request, 16 * $2), a.action,
                   $3[1 + (a.hash & 1023) %% cardinality($3)], a.kind, a.subject_id, a.reason, 'done', a.details, a.acted_at
              FROM (SELECT x.*, uuid_hash_extended(x.subject_id, length(x.action)) AS request FROM (
                    SELECT 'start_ride' AS action, 'ride' AS kind, r.id AS subject_id, NULL AS reason, r.start_time AS acted_at,
                           jsonb_build_object('vehicle', r.vehicle_id, 'rider', r.rider_id, 'rider_city', r.rider_city,
                                              'location', r.start_location) AS details,
                           uuid_hash_extended(r.id, $2) AS hash
                      FROM (SELECT * FROM public.%I WHERE city = $1 ORDER BY start_time DESC LIMIT 14) AS r
                     UNION ALL
                    SELECT CASE WHEN r.length > interval '40 minutes' THEN 'force_end_ride' ELSE 'end_ride' END, 'ride', r.id,
                           CASE WHEN r.length > interval '40 minutes' THEN 'Rider could not end the ride' END, r.end_time,
                           jsonb_build_object('vehicle', r.vehicle_id, 'rider', r.rider_id, 'rider_city', r.rider_city,
                                              'location', r.end_location),
                           uuid_hash_extended(r.id, $2)
                      FROM (SELECT * FROM public.%I WHERE city = $1 AND end_time IS NOT NULL
                             ORDER BY start_time DESC LIMIT 24) AS r
                     UNION ALL
                    SELECT CASE WHEN f.out THEN 'take_out_of_service' ELSE 'remove_vehicle' END, 'vehicle', v.id,
                           CASE WHEN f.out THEN $4[1 + (h.hash >> 8 & 1023) %% cardinality($4)] ELSE 'Worn out' END,
                           to_timestamp($5[$6][f.last_day] + ((h.hash >> 20 & 1023)
                               * (least($5[$6][f.last_day] + 72000, $7) - $5[$6][f.last_day]) >> 10)),
                           jsonb_build_object('vehicle', v.id, 'owner', v.owner_id, 'location', v.last_location),
                           h.hash
                      FROM movr_seed.fleet f
                      JOIN public.%I v ON v.city = $1 AND v.id = f.id
                     CROSS JOIN LATERAL uuid_hash_extended(v.id, $2) AS h (hash)
                     WHERE f.partition = $8 AND f.city_no = $6
                       AND (f.out OR v.status = 'removed' AND f.last_day <= 30)) AS x) AS a
            $sql$, 'operator_actions_' || part, 'rides_' || part, 'rides_' || part, 'vehicles_' || part)
        USING town.city, seed, town.operators, town.reasons, days, town.no, extract(epoch FROM anchor)::bigint, part;
        GET DIAGNOSTICS more = ROW_COUNT;
        made := made + more;
    END LOOP;
    EXECUTE format('ANALYZE public.%I', 'operator_actions_' || part);
    RETURN made;
END $$;

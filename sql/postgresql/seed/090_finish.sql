-- Seed data, last step: runs once, when every partition is done; several statements, no parameters. Joins
-- the partitions' indexes under those of the whole tables (no index is built here, only found), starts
-- the regions' heartbeats, and drops what the seeding made for itself.

DO $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN SELECT * FROM movr_seed.indexes WHERE whole ORDER BY no LOOP
        IF wanted.constraint_name IS NULL THEN
            EXECUTE wanted.index_text;
        ELSE
            EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT %I %s', wanted.table_name, wanted.constraint_name,
                           wanted.constraint_text);
        END IF;
    END LOOP;
END $$;

INSERT INTO movr.heartbeat (region, beat_at)
SELECT DISTINCT region, now() FROM movr.placement ON CONFLICT DO NOTHING;

DROP SCHEMA movr_seed CASCADE;

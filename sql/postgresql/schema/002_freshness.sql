-- Version 2: how old a follower copy is. Each home writes a beat about once a second; the copy of the
-- beat that has arrived tells the age of everything that arrived with it.

CREATE TABLE movr.heartbeat (
    region  text        PRIMARY KEY,
    beat_at timestamptz NOT NULL
);

-- Brings guards and the publication of this server in line with movr.self and movr.placement.
-- Returns how many objects it had to change: 0 when everything was right already.
CREATE FUNCTION movr.settle() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    here      text := (SELECT region FROM movr.self);
    changes   integer := 0;
    leaf      record;
    published text;
    wanted    text[];
    present   text[];
BEGIN
    FOR leaf IN
        SELECT p.partition, p.region, t.table_name || '_' || p.partition AS name
          FROM movr.placement p CROSS JOIN movr.placed_tables t ORDER BY 1, 3
    LOOP
        IF leaf.region <> here AND NOT EXISTS (
            SELECT FROM pg_trigger WHERE tgname = 'movr_guard_row' AND tgrelid = to_regclass('public.' || quote_ident(leaf.name)))
        THEN
            EXECUTE format('CREATE TRIGGER movr_guard_row BEFORE INSERT OR UPDATE OR DELETE ON public.%I
                FOR EACH ROW EXECUTE FUNCTION movr.refuse_write(%L)', leaf.name, leaf.partition);
            EXECUTE format('CREATE TRIGGER movr_guard_truncate BEFORE TRUNCATE ON public.%I
                FOR EACH STATEMENT EXECUTE FUNCTION movr.refuse_write(%L)', leaf.name, leaf.partition);
            changes := changes + 1;
        ELSIF leaf.region = here AND EXISTS (
            SELECT FROM pg_trigger WHERE tgname = 'movr_guard_row' AND tgrelid = to_regclass('public.' || quote_ident(leaf.name)))
        THEN
            EXECUTE format('DROP TRIGGER movr_guard_row ON public.%I', leaf.name);
            EXECUTE format('DROP TRIGGER movr_guard_truncate ON public.%I', leaf.name);
            changes := changes + 1;
        END IF;
    END LOOP;

    INSERT INTO movr.heartbeat (region, beat_at)
    SELECT here, clock_timestamp() WHERE EXISTS (SELECT FROM movr.placement WHERE region = here)
        ON CONFLICT (region) DO NOTHING;

    IF (SELECT count(DISTINCT region) FROM movr.placement) < 2
       OR NOT EXISTS (SELECT FROM movr.placement WHERE region = here) THEN
        RETURN changes;  -- single-region: nobody follows; or no partition's home: nothing to publish
    END IF;

    SELECT array_agg(t.table_name || '_' || p.partition) || ARRAY['heartbeat']
      INTO wanted
      FROM movr.placement p CROSS JOIN movr.placed_tables t WHERE p.region = here;
    SELECT array_agg(tablename::text) INTO present FROM pg_publication_tables WHERE pubname = 'movr_home';
    IF wanted <@ present AND present <@ wanted THEN
        RETURN changes;
    END IF;
    SELECT string_agg(format('public.%I', name), ', ') INTO published
      FROM unnest(wanted) AS name WHERE name <> 'heartbeat';
    published := published || format(', movr.heartbeat WHERE (region = %L)', here);
    IF EXISTS (SELECT FROM pg_publication WHERE pubname = 'movr_home') THEN
        EXECUTE 'ALTER PUBLICATION movr_home SET TABLE ' || published;
    ELSE
        EXECUTE 'CREATE PUBLICATION movr_home FOR TABLE ' || published;
    END IF;
    RETURN changes + 1;
END $$;

INSERT INTO movr.schema_version (version) VALUES (2);

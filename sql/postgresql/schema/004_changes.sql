-- Version 4: changes are told as they happen. Each transaction that changes users, vehicles, rides or the
-- operators' record sends one small message on the channel movr_changes when it commits, whoever changed them.
--
-- The message is a JSON array. Up to some 7,000 bytes it has an entry for each changed row:
--     ["ride", "i", "rome", "6f1c..."]                      kind, i | u | d, city, id (of an action: the request)
-- and beyond, one for each kind and city:
--     {"kind": "ride", "city": "rome", "many": 5000}
--
-- How: a row trigger writes down each changed key in a setting of the transaction (one that ends with it and
-- goes back with a savepoint); a deferred trigger sends the collection at commit. Apply workers and bulk loads
-- (session_replication_role = replica) fire neither: a change is told once, by its home.
--
-- What a DBA meets: a transaction that changed rows and then runs ALTER TABLE or TRUNCATE on the same table is
-- refused for its pending trigger events until SET CONSTRAINTS ALL IMMEDIATE; PREPARE TRANSACTION is refused,
-- as after any NOTIFY; and notifying transactions commit one after another.

-- Writes a changed row down. Its argument is the kind of row.
CREATE FUNCTION movr.collect_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind      text := TG_ARGV[0];
    collected text := current_setting('movr.changes', true);
    place     text;
    key       uuid;
    entry     text;
    counts    jsonb;
BEGIN
    IF TG_OP = 'DELETE' THEN
        place := OLD.city;
        IF kind = 'action' THEN key := OLD.request_id; ELSE key := OLD.id; END IF;
    ELSE
        place := NEW.city;
        IF kind = 'action' THEN key := NEW.request_id; ELSE key := NEW.id; END IF;
    END IF;

    -- Too many rows for a message: counts by kind and city from now on.
    IF left(collected, 1) = '{' THEN
        counts := collected::jsonb;
        entry := kind || '/' || place;
        PERFORM set_config('movr.changes',
            (counts || jsonb_build_object(entry, coalesce((counts ->> entry)::bigint, 0) + 1))::text, true);
        RETURN NULL;
    END IF;

    entry := '["' || kind || '","' || CASE TG_OP WHEN 'INSERT' THEN 'i' WHEN 'UPDATE' THEN 'u' ELSE 'd' END
          || '",' || to_json(place)::text || ',"' || key::text || '"]';
    IF collected IS NULL OR collected = '' THEN
        collected := entry;
    ELSIF strpos(collected, entry) > 0 THEN
        RETURN NULL;
    ELSE
        collected := collected || ',' || entry;
    END IF;
    -- A row that has another id now is known under neither name any more.
    IF TG_OP = 'UPDATE' AND kind <> 'action' THEN
        IF OLD.id <> NEW.id THEN
            collected := collected || ',["' || kind || '","d",' || to_json(OLD.city)::text || ',"' || OLD.id::text || '"]';
        END IF;
    END IF;
    IF octet_length(collected) > 7000 THEN
        SELECT jsonb_object_agg(name, rows)::text INTO collected
          FROM (SELECT (change ->> 0) || '/' || (change ->> 2) AS name, count(*) AS rows
                  FROM jsonb_array_elements(('[' || collected || ']')::jsonb) AS change GROUP BY 1) AS counted;
    END IF;
    PERFORM set_config('movr.changes', collected, true);
    RETURN NULL;
END $$;

-- Sends what the transaction has collected. It is called for many a row and finds nothing from the second on.
CREATE FUNCTION movr.send_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    collected text := current_setting('movr.changes', true);
BEGIN
    IF collected IS NULL OR collected = '' THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('movr.changes', '', true);
    IF left(collected, 1) = '{' THEN
        SELECT string_agg(json_build_object('kind', split_part(name, '/', 1), 'city', split_part(name, '/', 2),
                                            'many', rows)::text, ',' ORDER BY name)
          INTO collected FROM jsonb_each(collected::jsonb) AS counted (name, rows);
    END IF;
    PERFORM pg_notify('movr_changes', '[' || collected || ']');
    RETURN NULL;
END $$;

-- TRUNCATE touches no row that could be named: any number of rows of any city of the partition.
CREATE FUNCTION movr.send_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('movr_changes', json_build_array(json_build_object('kind', TG_ARGV[0], 'city', '', 'many', 0))::text);
    RETURN NULL;
END $$;

-- Every partition, also one that is made later, has the row triggers of its parent. The deferred one is queued
-- only until something is collected: a statement's rows, not a transaction's.
DO $$
DECLARE
    told record;
    leaf record;
BEGIN
    FOR told IN
        SELECT * FROM (VALUES ('users', 'user'), ('vehicles', 'vehicle'), ('rides', 'ride'),
                              ('operator_actions', 'action')) AS t (table_name, kind)
    LOOP
        EXECUTE format('CREATE TRIGGER movr_collect AFTER INSERT OR UPDATE OR DELETE ON public.%I
            FOR EACH ROW EXECUTE FUNCTION movr.collect_change(%L)', told.table_name, told.kind);
        EXECUTE format('CREATE CONSTRAINT TRIGGER movr_send AFTER INSERT OR UPDATE OR DELETE ON public.%I
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (coalesce(current_setting(''movr.changes'', true), '''') = '''')
            EXECUTE FUNCTION movr.send_changes()', told.table_name);
        FOR leaf IN SELECT inhrelid::regclass AS name FROM pg_inherits
                     WHERE inhparent = to_regclass('public.' || told.table_name)
        LOOP
            EXECUTE format('CREATE TRIGGER movr_truncated AFTER TRUNCATE ON %s
                FOR EACH STATEMENT EXECUTE FUNCTION movr.send_truncated(%L)', leaf.name, told.kind);
        END LOOP;
    END LOOP;
END $$;

INSERT INTO movr.schema_version (version) VALUES (4);

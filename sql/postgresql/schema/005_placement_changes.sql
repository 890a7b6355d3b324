-- Version 5: a partition's home can move, and a city can be added, while the fleet is at work. A change goes in steps;
-- each server keeps where it stands in a row of its own, so that any console can bring the change to its end or undo it.
--
-- What a server's guards and publication should be follows from its declared placement and its row of the change
-- that is under way: movr.settle() makes it so. A step is therefore: put the row on, and settle, in one transaction.

-- How often the home was declared. Where servers disagree, the highest one knows best.
ALTER TABLE movr.placement ADD COLUMN generation integer NOT NULL DEFAULT 1;

CREATE TABLE movr.placement_changes (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CHECK (kind IN ('move_home', 'add_city')),
    partition  text NOT NULL,
    old_home   text,            -- move_home
    new_home   text NOT NULL,
    city       text,            -- add_city: with its time zone and place
    time_zone  text,
    latitude   double precision,
    longitude  double precision,
    -- begun    noted, nothing done here
    -- prepared move_home: the new home's publication names the tables, without a row
    --          add_city: the tables are there, and nobody may write
    -- held     move_home, old home: writes are refused, nothing more of the partition is published
    -- switched new home: it is the home, writes are accepted. From here on there is no way back
    -- undoing  the former state is back here, subscriptions may still be tidied up
    state      text NOT NULL DEFAULT 'begun'
               CHECK (state IN ('begun', 'prepared', 'held', 'switched', 'undoing', 'done', 'undone')),
    -- Who carries it out now: a step under another attempt is refused, whenever it arrives.
    attempt    uuid NOT NULL,
    operator   text NOT NULL,
    begun_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX placement_changes_one_open ON movr.placement_changes ((true)) WHERE state NOT IN ('done', 'undone');

-- The tables of a partition, in the order in which they are locked.
CREATE FUNCTION movr.leaves(wanted text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT table_name || '_' || wanted FROM movr.placed_tables
$$;

-- Keeps writers out until the transaction ends; readers are not disturbed. Waits half a second at most, less than
-- deadlocks take to be noticed: whoever calls it tries again.
CREATE FUNCTION movr.keep_writers_out(wanted text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    leaf text;
BEGIN
    PERFORM set_config('lock_timeout', '500ms', true);
    FOR leaf IN SELECT * FROM movr.leaves(wanted) LOOP
        EXECUTE format('LOCK TABLE public.%I IN SHARE ROW EXCLUSIVE MODE', leaf);
    END LOOP;
END $$;

-- Sets the guards of one table, or lifts them. A lifted guard stays, disabled: to drop it would keep readers out.
-- Returns whether it had to change anything.
CREATE FUNCTION movr.set_guards(leaf text, partition text, of_rows boolean, of_truncate boolean)
    RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    leaf_oid regclass := ('public.' || quote_ident(leaf))::regclass;
    guard    record;
    changed  boolean := false;
    present  "char";
BEGIN
    FOR guard IN SELECT * FROM (VALUES ('movr_guard_row', 'BEFORE INSERT OR UPDATE OR DELETE', 'ROW', of_rows),
                                       ('movr_guard_truncate', 'BEFORE TRUNCATE', 'STATEMENT', of_truncate))
                            AS g (name, event, level, wanted)
    LOOP
        present := (SELECT tgenabled FROM pg_trigger WHERE tgrelid = leaf_oid AND tgname = guard.name);
        IF guard.wanted AND present IS NULL THEN
            EXECUTE format('CREATE TRIGGER %I %s ON public.%I FOR EACH %s EXECUTE FUNCTION movr.refuse_write(%L)',
                           guard.name, guard.event, leaf, guard.level, partition);
        ELSIF guard.wanted AND present = 'D' THEN
            EXECUTE format('ALTER TABLE public.%I ENABLE TRIGGER %I', leaf, guard.name);
        ELSIF NOT guard.wanted AND present <> 'D' THEN
            EXECUTE format('ALTER TABLE public.%I DISABLE TRIGGER %I', leaf, guard.name);
        ELSE
            CONTINUE;
        END IF;
        changed := true;
    END LOOP;
    RETURN changed;
END $$;

-- As in version 1, and what it says where the home itself refuses.
CREATE OR REPLACE FUNCTION movr.refuse_write() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    home text;
BEGIN
    SELECT region INTO home FROM movr.placement WHERE partition = TG_ARGV[0];
    IF home = (SELECT region FROM movr.self) THEN
        RAISE EXCEPTION '% of partition % waits: its placement is being changed', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'MV001', DETAIL = home, HINT = 'Try again in a moment, and read the placement before.';
    END IF;
    RAISE EXCEPTION 'partition % is a follower copy here', TG_TABLE_NAME
        USING ERRCODE = 'MV001', DETAIL = home, HINT = 'Send the change to the home region.';
END $$;

-- What the publication of this server should have: its own partitions, and its beat. A partition whose writes are held
-- is out, so that what comes back from the new home is not sent on; one that will be at home here is in without a row,
-- so that the followers can subscribe to it beforehand.
CREATE VIEW movr.wanted_publication AS
SELECT 'public' AS schema_name, table_name || '_' || placed.partition AS table_name,
       CASE WHEN placed.region <> self.region THEN 'false' END AS row_filter
  FROM movr.placement placed
 CROSS JOIN movr.self
 CROSS JOIN movr.placed_tables
  LEFT JOIN movr.placement_changes change
         ON change.partition = placed.partition AND change.kind = 'move_home' AND change.state IN ('prepared', 'held')
 WHERE (placed.region = self.region AND change.state IS DISTINCT FROM 'held')
    OR (change.new_home = self.region AND change.state = 'prepared')
 UNION ALL
SELECT 'movr', 'heartbeat', format('(region = %L::text)', region) FROM movr.self;

-- As in version 2, with changes of placement.
CREATE OR REPLACE FUNCTION movr.settle() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    here      text := (SELECT region FROM movr.self);
    changes   integer := 0;
    leaf      record;
    published text;
    is_there  boolean := EXISTS (SELECT FROM pg_publication WHERE pubname = 'movr_home');
    home      boolean := EXISTS (SELECT FROM movr.placement WHERE region = here);
    awaited   boolean := EXISTS (SELECT FROM movr.placement_changes
                                  WHERE kind = 'move_home' AND new_home = here AND state IN ('prepared', 'switched'));
BEGIN
    FOR leaf IN
        SELECT p.partition, t.table_name || '_' || p.partition AS name,
               coalesce(p.region <> here OR c.state = 'held' OR (c.kind = 'add_city' AND c.state = 'prepared'), false)
                   AS refuses,
               -- A row filter does not hold TRUNCATE back: it would come back from the new home.
               coalesce(p.region <> here OR c.state IN ('prepared', 'held'), false) AS refuses_truncate
          FROM movr.placement p CROSS JOIN movr.placed_tables t
          LEFT JOIN movr.placement_changes c
                 ON c.partition = p.partition AND c.state NOT IN ('done', 'undone') ORDER BY 1, 2
    LOOP
        IF movr.set_guards(leaf.name, leaf.partition, leaf.refuses, leaf.refuses_truncate) THEN
            changes := changes + 1;
        END IF;
    END LOOP;

    INSERT INTO movr.heartbeat (region, beat_at)
    SELECT here, clock_timestamp() WHERE home OR awaited
        ON CONFLICT (region) DO NOTHING;

    -- Single-region: nobody follows. No partition's home, now or soon: nothing to publish.
    IF NOT is_there AND NOT awaited
       AND (NOT home OR (SELECT count(DISTINCT region) FROM movr.placement) < 2) THEN
        RETURN changes;
    END IF;
    IF NOT EXISTS (
        (SELECT schema_name, table_name, row_filter FROM movr.wanted_publication
         EXCEPT SELECT schemaname, tablename, rowfilter FROM pg_publication_tables WHERE pubname = 'movr_home')
         UNION ALL
        (SELECT schemaname, tablename, rowfilter FROM pg_publication_tables WHERE pubname = 'movr_home'
         EXCEPT SELECT schema_name, table_name, row_filter FROM movr.wanted_publication))
    THEN
        RETURN changes;
    END IF;
    SELECT string_agg(format('%I.%I', schema_name, table_name) || coalesce(' WHERE (' || row_filter || ')', ''), ', ')
      INTO published FROM movr.wanted_publication;
    IF is_there THEN
        EXECUTE 'ALTER PUBLICATION movr_home SET TABLE ' || published;
    ELSE
        EXECUTE 'CREATE PUBLICATION movr_home FOR TABLE ' || published;
    END IF;
    RETURN changes + 1;
END $$;

-- The row of a change for its next step, locked. Refuses a step of somebody who does not carry it out any more.
CREATE FUNCTION movr.step_of(change_id uuid, by_attempt uuid) RETURNS movr.placement_changes LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes;
BEGIN
    -- What a step says is done stays done, whatever the server's default.
    PERFORM set_config('synchronous_commit', 'on', true);
    SELECT * INTO change FROM movr.placement_changes WHERE id = change_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the change of placement % is not known here', change_id USING ERRCODE = 'MV002';
    ELSIF change.attempt <> by_attempt THEN
        RAISE EXCEPTION 'the change of placement % is carried out by another console now', change_id
            USING ERRCODE = 'MV004';
    END IF;
    RETURN change;
END $$;

CREATE FUNCTION movr.refuse_step(change movr.placement_changes, step text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'step % of the change of placement % does not follow state %', step, change.id, change.state
        USING ERRCODE = 'MV003';
END $$;

CREATE FUNCTION movr.put_on(change_id uuid, new_state text) RETURNS void LANGUAGE sql AS $$
    UPDATE movr.placement_changes SET state = new_state, changed_at = clock_timestamp() WHERE id = change_id
$$;

-- The last beat of a home as a mark: where it has arrived, everything that was written there before has. Beats never
-- go back, so none before it can be taken for it.
CREATE FUNCTION movr.set_mark() RETURNS timestamptz LANGUAGE sql AS $$
    UPDATE movr.heartbeat SET beat_at = greatest(clock_timestamp(), beat_at + interval '1 microsecond')
     WHERE region = (SELECT region FROM movr.self) RETURNING beat_at
$$;

-- Move a home, everywhere: the new home's publication names the tables; the old home refuses TRUNCATE. At a home,
-- returns a mark.
CREATE FUNCTION movr.prepare_move(change_id uuid, by_attempt uuid) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes := movr.step_of(change_id, by_attempt);
BEGIN
    IF change.state = 'begun' THEN
        PERFORM set_config('lock_timeout', '500ms', true);
        PERFORM movr.put_on(change_id, 'prepared');
        PERFORM movr.settle();
    ELSIF change.state NOT IN ('prepared', 'held') THEN
        PERFORM movr.refuse_step(change, 'prepare');
    END IF;
    RETURN movr.set_mark();
END $$;

-- Move a home, at the old one: refuses writes from now on and publishes nothing more of the partition. Returns the mark
-- that comes after all that was ever written here.
CREATE FUNCTION movr.hold_writes(change_id uuid, by_attempt uuid) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes := movr.step_of(change_id, by_attempt);
BEGIN
    IF change.state NOT IN ('prepared', 'held') THEN
        PERFORM movr.refuse_step(change, 'hold writes');
    END IF;
    PERFORM movr.keep_writers_out(change.partition);
    PERFORM movr.put_on(change_id, 'held');
    PERFORM movr.settle();
    RETURN movr.set_mark();
END $$;

-- Move a home, at a follower: waits until the mark is here; false when it is not after some time. What has arrived is
-- on disk when this returns true: the change of the row flushes the log.
CREATE FUNCTION movr.await_mark(change_id uuid, by_attempt uuid, mark timestamptz, longest interval)
    RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    until  timestamptz := clock_timestamp() + longest;
    change movr.placement_changes;
BEGIN
    SELECT * INTO STRICT change FROM movr.placement_changes WHERE id = change_id;
    WHILE NOT EXISTS (SELECT FROM movr.heartbeat WHERE region = change.old_home AND beat_at >= mark) LOOP
        IF clock_timestamp() >= until THEN
            RETURN false;
        END IF;
        PERFORM pg_sleep(0.005);
    END LOOP;
    change := movr.step_of(change_id, by_attempt);
    UPDATE movr.placement_changes SET changed_at = clock_timestamp() WHERE id = change_id;
    RETURN true;
END $$;

-- Move a home, at the new one: the partition is at home here. Returns the placement's generation.
CREATE FUNCTION movr.take_over(change_id uuid, by_attempt uuid, mark timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes := movr.step_of(change_id, by_attempt);
BEGIN
    IF change.state = 'prepared'
       AND EXISTS (SELECT FROM movr.heartbeat WHERE region = change.old_home AND beat_at >= mark) THEN
        PERFORM movr.keep_writers_out(change.partition);
        UPDATE movr.placement SET region = change.new_home, generation = generation + 1
         WHERE partition = change.partition;
        PERFORM movr.put_on(change_id, 'switched');
        PERFORM movr.settle();
    ELSIF change.state <> 'switched' THEN
        PERFORM movr.refuse_step(change, 'take over');
    END IF;
    RETURN (SELECT generation FROM movr.placement WHERE partition = change.partition);
END $$;

-- Move a home, everywhere else once it has been taken over: declares the new home.
CREATE FUNCTION movr.adopt_home(change_id uuid, by_attempt uuid, new_generation integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes := movr.step_of(change_id, by_attempt);
BEGIN
    IF change.state IN ('undoing', 'undone') THEN
        PERFORM movr.refuse_step(change, 'adopt the new home');
    END IF;
    UPDATE movr.placement SET region = change.new_home, generation = new_generation
     WHERE partition = change.partition AND generation < new_generation;
    IF change.state <> 'done' THEN
        PERFORM movr.put_on(change_id, 'switched');
    END IF;
    PERFORM movr.settle();
END $$;

-- The cities that the CHECKs of some tables allow: those of the partitions there are, and one more. The constraint is
-- not validated: that would read every row under a lock; placement_change/validate_checks does it afterwards, under none.
CREATE FUNCTION movr.set_city_check(parent text, target text, one_more text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    cities text := (SELECT string_agg(quote_literal(city), ', ' ORDER BY city)
                      FROM (SELECT city FROM movr.city_homes UNION SELECT one_more) AS every WHERE city IS NOT NULL);
    name   text := parent || '_city_check';
BEGIN
    IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = ('public.' || quote_ident(target))::regclass AND conname = name) THEN
        EXECUTE format('ALTER TABLE public.%I DROP CONSTRAINT %I, ADD CONSTRAINT %I CHECK (city IN (%s)) NOT VALID',
                       target, name, name, cities);
    END IF;
END $$;

-- Add a city: a further partition for it, guarded everywhere. To widen the bounds of a partition that has rows, it would
-- have to be detached (its rows gone meanwhile, and the foreign keys to them in the way) and read through. So the new
-- tables are made beside the fleet and attached empty: nothing is read through. Only the CHECKs and the attaching need
-- the parents for a moment; whoever calls this tries again when they are not to be had within 0.2 s.
CREATE FUNCTION movr.build_city(change_id uuid, by_attempt uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes := movr.step_of(change_id, by_attempt);
    told   record;
    leaf   text;
BEGIN
    IF change.state = 'prepared' THEN
        RETURN;
    ELSIF change.state <> 'begun' THEN
        PERFORM movr.refuse_step(change, 'add the tables');
    END IF;
    PERFORM movr.put_on(change_id, 'prepared');
    INSERT INTO movr.cities (city, time_zone, latitude, longitude)
    VALUES (change.city, change.time_zone, change.latitude, change.longitude) ON CONFLICT (city) DO NOTHING;
    INSERT INTO movr.placement (partition, region) VALUES (change.partition, change.new_home);
    FOR told IN SELECT table_name, CASE table_name WHEN 'operator_actions' THEN 'action' ELSE left(table_name, -1) END AS kind
                  FROM movr.placed_tables
    LOOP
        leaf := told.table_name || '_' || change.partition;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL)', leaf, told.table_name);
        PERFORM movr.set_city_check(told.table_name, leaf, change.city);
        PERFORM movr.set_guards(leaf, change.partition, true, true);
        EXECUTE format('CREATE TRIGGER movr_truncated AFTER TRUNCATE ON public.%I
            FOR EACH STATEMENT EXECUTE FUNCTION movr.send_truncated(%L)', leaf, told.kind);
    END LOOP;
    PERFORM set_config('lock_timeout', '200ms', true);
    FOR told IN SELECT table_name FROM movr.placed_tables LOOP
        PERFORM movr.set_city_check(told.table_name, told.table_name, change.city);
        EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES IN (%L)',
                       told.table_name, told.table_name || '_' || change.partition, change.city);
    END LOOP;
    PERFORM movr.settle();
END $$;

-- Add a city, at its home once everybody follows: writes are accepted.
CREATE FUNCTION movr.open_city(change_id uuid, by_attempt uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes := movr.step_of(change_id, by_attempt);
BEGIN
    IF change.state = 'prepared' THEN
        PERFORM movr.keep_writers_out(change.partition);
        PERFORM movr.put_on(change_id, 'switched');
        PERFORM movr.settle();
    ELSIF change.state <> 'switched' THEN
        PERFORM movr.refuse_step(change, 'open the city');
    END IF;
END $$;

-- The former state again, in the order in which the caller asks: the new home first, which then can't take over any
-- more. A change that has been taken over there is refused.
CREATE FUNCTION movr.undo_change(change_id uuid, by_attempt uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes := movr.step_of(change_id, by_attempt);
    parent text;
BEGIN
    IF change.state IN ('switched', 'done') THEN
        PERFORM movr.refuse_step(change, 'undo');
    ELSIF change.state = 'undone' THEN
        RETURN;
    END IF;
    PERFORM set_config('lock_timeout', '500ms', true);
    IF change.kind = 'add_city' AND change.state = 'prepared' THEN
        FOR parent IN SELECT table_name FROM movr.placed_tables ORDER BY table_name <> 'rides', table_name <> 'vehicles' LOOP
            -- Detached first: a foreign key that names the parent depends on each of its partitions.
            EXECUTE format('ALTER TABLE public.%I DETACH PARTITION public.%I', parent, parent || '_' || change.partition);
            EXECUTE format('DROP TABLE public.%I', parent || '_' || change.partition);
        END LOOP;
        DELETE FROM movr.placement WHERE partition = change.partition;
        DELETE FROM movr.cities WHERE city = change.city;
        PERFORM movr.set_city_check(table_name, table_name, NULL) FROM movr.placed_tables;
    END IF;
    PERFORM movr.put_on(change_id, 'undoing');
    PERFORM movr.settle();
END $$;

-- The last step on a server: everything is done, or everything is as before.
CREATE FUNCTION movr.end_change(change_id uuid, by_attempt uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    change movr.placement_changes := movr.step_of(change_id, by_attempt);
BEGIN
    IF change.state IN ('done', 'undone') THEN
        RETURN;
    ELSIF change.state IN ('begun', 'undoing') THEN
        PERFORM movr.put_on(change_id, 'undone');
    ELSIF change.state = 'switched'
          OR (change.kind = 'add_city' AND change.state = 'prepared'
              AND change.new_home <> (SELECT region FROM movr.self)) THEN
        PERFORM movr.put_on(change_id, 'done');
    ELSE
        PERFORM movr.refuse_step(change, 'end');
    END IF;
    PERFORM movr.settle();
END $$;

INSERT INTO movr.schema_version (version) VALUES (5);

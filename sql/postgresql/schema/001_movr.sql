-- MovR, version 1: the reference's three tables partitioned by city, the operators' record beside
-- them, and what the console must know about placement. Every region runs this same text.

CREATE SCHEMA movr;
COMMENT ON SCHEMA movr IS 'What the MovR console declares about placement, and its schema version';

CREATE TABLE movr.schema_version (
    version    integer     PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);

-- The one row says which region this server is.
CREATE TABLE movr.self (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    region   text    NOT NULL
);

-- Declared placement: the home region of each partition. Its cities are in the partition bounds.
CREATE TABLE movr.placement (
    partition text PRIMARY KEY,
    region    text NOT NULL
);

CREATE TABLE movr.cities (
    city      text             PRIMARY KEY,
    time_zone text             NOT NULL,
    latitude  double precision NOT NULL,
    longitude double precision NOT NULL
);

INSERT INTO movr.cities (city, time_zone, latitude, longitude) VALUES
    ('new york',      'America/New_York',    40.7128,  -74.0060),
    ('boston',        'America/New_York',    42.3601,  -71.0589),
    ('washington dc', 'America/New_York',    38.9072,  -77.0369),
    ('seattle',       'America/Los_Angeles', 47.6062, -122.3321),
    ('san francisco', 'America/Los_Angeles', 37.7749, -122.4194),
    ('los angeles',   'America/Los_Angeles', 34.0522, -118.2437),
    ('amsterdam',     'Europe/Amsterdam',    52.3676,    4.9041),
    ('paris',         'Europe/Paris',        48.8566,    2.3522),
    ('rome',          'Europe/Rome',         41.9028,   12.4964);

CREATE TABLE users (
    id            uuid    NOT NULL,
    city          text    NOT NULL,
    first_name    text    NOT NULL DEFAULT '',
    last_name     text    NOT NULL DEFAULT '',
    email         text,
    username      text,
    password_hash text,
    is_owner      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (city, id),
    CONSTRAINT users_username_key UNIQUE (city, username),
    CONSTRAINT users_city_check CHECK (city IN ('new york', 'boston', 'washington dc', 'seattle',
        'san francisco', 'los angeles', 'amsterdam', 'paris', 'rome'))
) PARTITION BY LIST (city);

CREATE TABLE vehicles (
    id            uuid NOT NULL,
    city          text NOT NULL,
    type          text NOT NULL,
    owner_id      uuid NOT NULL,
    date_added    date NOT NULL,
    status        text NOT NULL,
    last_location text,
    color         text,
    brand         text,
    PRIMARY KEY (city, id),
    CONSTRAINT vehicles_owner_fkey FOREIGN KEY (city, owner_id) REFERENCES users (city, id),
    CONSTRAINT vehicles_type_check CHECK (type IN ('bike', 'scooter', 'skateboard')),
    CONSTRAINT vehicles_status_check CHECK (status IN ('available', 'unavailable', 'removed')),
    CONSTRAINT vehicles_city_check CHECK (city IN ('new york', 'boston', 'washington dc', 'seattle',
        'san francisco', 'los angeles', 'amsterdam', 'paris', 'rome'))
) PARTITION BY LIST (city);

CREATE TABLE rides (
    id             uuid NOT NULL,
    city           text NOT NULL,
    vehicle_id     uuid NOT NULL,
    rider_id       uuid NOT NULL,
    rider_city     text NOT NULL,
    start_location text,
    end_location   text,
    start_time     timestamptz NOT NULL,
    end_time       timestamptz,
    length         interval,
    PRIMARY KEY (city, id),
    CONSTRAINT rides_rider_fkey FOREIGN KEY (rider_city, rider_id) REFERENCES users (city, id),
    CONSTRAINT rides_vehicle_fkey FOREIGN KEY (city, vehicle_id) REFERENCES vehicles (city, id),
    CONSTRAINT rides_city_check CHECK (city IN ('new york', 'boston', 'washington dc', 'seattle',
        'san francisco', 'los angeles', 'amsterdam', 'paris', 'rome'))
) PARTITION BY LIST (city);

-- Who did what to what, why and when. The primary key is also the idempotency key: the same request
-- sent again finds its row and changes nothing.
CREATE TABLE operator_actions (
    city         text        NOT NULL,
    request_id   uuid        NOT NULL,
    action       text        NOT NULL,
    operator     text        NOT NULL,
    subject_kind text        NOT NULL,
    subject_id   uuid        NOT NULL,
    reason       text,
    outcome      text        NOT NULL,
    details      jsonb       NOT NULL DEFAULT '{}',
    acted_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (city, request_id),
    CONSTRAINT operator_actions_subject_check CHECK (subject_kind IN ('user', 'vehicle', 'ride'))
) PARTITION BY LIST (city);

CREATE TABLE users_us_east     PARTITION OF users FOR VALUES IN ('new york', 'boston', 'washington dc');
CREATE TABLE users_us_west     PARTITION OF users FOR VALUES IN ('seattle', 'san francisco', 'los angeles');
CREATE TABLE users_europe_west PARTITION OF users FOR VALUES IN ('amsterdam', 'paris', 'rome');

CREATE TABLE vehicles_us_east     PARTITION OF vehicles FOR VALUES IN ('new york', 'boston', 'washington dc');
CREATE TABLE vehicles_us_west     PARTITION OF vehicles FOR VALUES IN ('seattle', 'san francisco', 'los angeles');
CREATE TABLE vehicles_europe_west PARTITION OF vehicles FOR VALUES IN ('amsterdam', 'paris', 'rome');

CREATE TABLE rides_us_east     PARTITION OF rides FOR VALUES IN ('new york', 'boston', 'washington dc');
CREATE TABLE rides_us_west     PARTITION OF rides FOR VALUES IN ('seattle', 'san francisco', 'los angeles');
CREATE TABLE rides_europe_west PARTITION OF rides FOR VALUES IN ('amsterdam', 'paris', 'rome');

CREATE TABLE operator_actions_us_east     PARTITION OF operator_actions FOR VALUES IN ('new york', 'boston', 'washington dc');
CREATE TABLE operator_actions_us_west     PARTITION OF operator_actions FOR VALUES IN ('seattle', 'san francisco', 'los angeles');
CREATE TABLE operator_actions_europe_west PARTITION OF operator_actions FOR VALUES IN ('amsterdam', 'paris', 'rome');

-- The reference's secondary indexes.
CREATE INDEX vehicles_owner_idx ON vehicles (city, owner_id, status);
CREATE INDEX rides_rider_idx    ON rides (rider_city, rider_id, start_time, id);
CREATE INDEX rides_vehicle_idx  ON rides (city, vehicle_id, start_time, id);

-- The console's views: each sort order has an index that ends with the id, the tie breaker of a page key.
-- Names sort by code point (COLLATE "C"), so that the pages of servers of different locales merge in one order.
CREATE INDEX users_name_idx          ON users (last_name COLLATE "C", first_name COLLATE "C", id);
CREATE INDEX users_city_name_idx     ON users (city, last_name COLLATE "C", first_name COLLATE "C", id);
CREATE INDEX users_last_search_idx   ON users (lower(last_name) COLLATE "C");
CREATE INDEX users_first_search_idx  ON users (lower(first_name) COLLATE "C");
CREATE INDEX users_login_search_idx  ON users (lower(username) COLLATE "C");
CREATE INDEX vehicles_added_idx      ON vehicles (date_added, id);
CREATE INDEX vehicles_city_added_idx ON vehicles (city, date_added, id);
CREATE INDEX vehicles_status_idx     ON vehicles (status, date_added, id);
CREATE INDEX rides_start_idx         ON rides (start_time, id);
CREATE INDEX rides_city_start_idx    ON rides (city, start_time, id);
CREATE INDEX rides_active_idx        ON rides (start_time, id) WHERE end_time IS NULL;
CREATE INDEX operator_actions_time_idx      ON operator_actions (acted_at, request_id);
CREATE INDEX operator_actions_city_time_idx ON operator_actions (city, acted_at, request_id);
CREATE INDEX operator_actions_subject_idx   ON operator_actions (subject_id, acted_at, request_id);
CREATE INDEX operator_actions_refused_idx   ON operator_actions (acted_at, request_id) WHERE outcome <> 'done';

-- One active ride for a vehicle, and one for a rider in a city.
CREATE UNIQUE INDEX rides_one_active_per_vehicle ON rides (city, vehicle_id) WHERE end_time IS NULL;
CREATE UNIQUE INDEX rides_one_active_per_rider   ON rides (city, rider_city, rider_id) WHERE end_time IS NULL;

-- Which city lives where, by the partition bounds of users and the declared placement.
CREATE VIEW movr.city_homes AS
SELECT replace(bound.literal[1], '''''', '''') AS city,
       substr(child.relname, length('users_') + 1) AS partition,
       placement.region
  FROM pg_inherits
  JOIN pg_class child ON child.oid = pg_inherits.inhrelid
 CROSS JOIN LATERAL regexp_matches(pg_get_expr(child.relpartbound, child.oid),
                                   '''((?:[^'']|'''')*)''', 'g') AS bound (literal)
  LEFT JOIN movr.placement ON placement.partition = substr(child.relname, length('users_') + 1)
 WHERE pg_inherits.inhparent = 'public.users'::regclass;

-- A follower copy refuses ordinary writes and names the home. Apply workers do not fire it.
CREATE FUNCTION movr.refuse_write() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    home text;
BEGIN
    SELECT region INTO home FROM movr.placement WHERE partition = TG_ARGV[0];
    RAISE EXCEPTION 'partition % is a follower copy here', TG_TABLE_NAME
        USING ERRCODE = 'MV001', DETAIL = home, HINT = 'Send the change to the home region.';
END $$;

-- The partitioned tables whose partitions have a home.
CREATE VIEW movr.placed_tables AS
SELECT unnest(ARRAY['users', 'vehicles', 'rides', 'operator_actions']) AS table_name;

INSERT INTO movr.schema_version (version) VALUES (1);

-- Version 3: what "search anything" looks through. Every text is looked for by its beginning, whatever its
-- case, in the order of code points (COLLATE "C"), as version 1 does for last name, first name and username.
-- Ids need nothing new: an id's first digits are a range of the primary key.

-- A full name as people type it; its beginning is the first name.
CREATE INDEX users_email_search_idx     ON users (lower(email) COLLATE "C");
CREATE INDEX users_full_name_search_idx ON users (lower(first_name || ' ' || last_name) COLLATE "C");

-- Places are free text: the index holds as much as tells them apart, so that no text is too long for it.
-- Where a removed vehicle last was is of use to nobody.
CREATE INDEX vehicles_place_search_idx ON vehicles (lower(left(last_location, 100)) COLLATE "C")
    WHERE status <> 'removed';
-- From the last to the first ride that began or ended in a place.
CREATE INDEX rides_start_place_search_idx ON rides (lower(left(start_location, 100)) COLLATE "C", start_time);
CREATE INDEX rides_end_place_search_idx   ON rides (lower(left(end_location, 100)) COLLATE "C", start_time)
    WHERE end_location IS NOT NULL;

INSERT INTO movr.schema_version (version) VALUES (3);

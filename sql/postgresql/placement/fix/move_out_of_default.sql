-- {table} {relation} {default} {city}
BEGIN;
CREATE TABLE {relation} (LIKE {table} INCLUDING ALL);
WITH moved AS (DELETE FROM {default} WHERE city = {city} RETURNING *)
INSERT INTO {relation} SELECT * FROM moved;
ALTER TABLE {table} ATTACH PARTITION {relation} FOR VALUES IN ({city});
COMMIT;
ANALYZE {default}, {relation};

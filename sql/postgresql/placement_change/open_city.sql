-- Add a city, at its home: writes are accepted.
-- $1 id, $2 attempt
SELECT movr.open_city($1::uuid, $2::uuid)

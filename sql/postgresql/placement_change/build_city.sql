-- Add a city: its tables, guarded.
-- $1 id, $2 attempt
SELECT movr.build_city($1::uuid, $2::uuid)

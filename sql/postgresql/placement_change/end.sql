-- The change is at its end here.
-- $1 id, $2 attempt
SELECT movr.end_change($1::uuid, $2::uuid)

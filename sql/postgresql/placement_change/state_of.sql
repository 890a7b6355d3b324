-- Where this server stands in a change. No row: it does not know it.
-- $1 id
SELECT state FROM movr.placement_changes WHERE id = $1::uuid

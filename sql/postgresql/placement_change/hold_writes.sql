-- Move a home, at the old one: writes are refused from now on. Returns the mark.
-- $1 id, $2 attempt
SELECT movr.hold_writes($1::uuid, $2::uuid)

-- The former state again.
-- $1 id, $2 attempt
SELECT movr.undo_change($1::uuid, $2::uuid)

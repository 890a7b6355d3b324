-- From now on only this attempt may take steps of the change here. A step that is under way is waited for.
-- No row: the change is not known here.
-- $1 id, $2 attempt, $3 operator
UPDATE movr.placement_changes SET attempt = $2::uuid, operator = $3::text WHERE id = $1::uuid RETURNING state

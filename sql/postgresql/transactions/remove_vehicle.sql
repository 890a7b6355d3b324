-- Remove vehicle: its row stays for the rides' sake. Its owner is no owner any more when it was the last.
-- $1 request id, $2 operator, $3 city, $4 vehicle id
WITH earlier AS (
    SELECT outcome, details FROM operator_actions WHERE city = $3::text AND request_id = $1::uuid
), vehicle AS (
    SELECT status, EXISTS (SELECT FROM rides WHERE rides.city = $3::text AND rides.vehicle_id = $4::uuid
                              AND rides.end_time IS NULL) AS in_ride
      FROM vehicles WHERE city = $3::text AND id = $4::uuid
), verdict AS (
    SELECT CASE
               WHEN NOT EXISTS (SELECT FROM vehicle) THEN 'no_such_vehicle'
               WHEN (SELECT status FROM vehicle) = 'removed' THEN 'vehicle_removed'
               WHEN (SELECT in_ride FROM vehicle) THEN 'vehicle_in_ride'
               ELSE 'done'
           END AS outcome
     WHERE NOT EXISTS (SELECT FROM earlier)
), removed AS (
    UPDATE vehicles SET status = 'removed'
      FROM verdict
     WHERE verdict.outcome = 'done' AND city = $3::text AND id = $4::uuid
    RETURNING owner_id
), demoted AS (
    UPDATE users SET is_owner = false
      FROM removed
     WHERE users.city = $3::text AND users.id = removed.owner_id
       AND NOT EXISTS (SELECT FROM vehicles other
                        WHERE other.city = $3::text AND other.owner_id = removed.owner_id
                          AND other.status <> 'removed' AND other.id <> $4::uuid)
), noted AS (
    INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, outcome, details)
    SELECT $3::text, $1::uuid, 'remove_vehicle', $2::text, 'vehicle', $4::uuid, outcome,
           jsonb_build_object('owner', (SELECT owner_id FROM removed))
      FROM verdict
    RETURNING outcome, details
)
SELECT outcome, details, true AS repeated FROM earlier
 UNION ALL
SELECT outcome, details, false FROM noted

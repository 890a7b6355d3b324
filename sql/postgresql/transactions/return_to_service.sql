-- Return a vehicle to service: only one that was taken out of it.
-- $1 request id, $2 operator, $3 city, $4 vehicle id
WITH earlier AS (
    SELECT outcome, details FROM operator_actions WHERE city = $3::text AND request_id = $1::uuid
), vehicle AS (
    SELECT status, last_location,
           EXISTS (SELECT FROM rides WHERE rides.city = $3::text AND rides.vehicle_id = $4::uuid
                      AND rides.end_time IS NULL) AS in_ride
      FROM vehicles WHERE city = $3::text AND id = $4::uuid
), verdict AS (
    SELECT CASE
               WHEN NOT EXISTS (SELECT FROM vehicle) THEN 'no_such_vehicle'
               WHEN (SELECT status FROM vehicle) = 'removed' THEN 'vehicle_removed'
               WHEN (SELECT in_ride FROM vehicle) THEN 'vehicle_in_ride'
               WHEN (SELECT status FROM vehicle) <> 'unavailable' THEN 'vehicle_already_in_service'
               ELSE 'done'
           END AS outcome
     WHERE NOT EXISTS (SELECT FROM earlier)
), changed AS (
    UPDATE vehicles SET status = 'available'
      FROM verdict
     WHERE verdict.outcome = 'done' AND city = $3::text AND id = $4::uuid
), noted AS (
    INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, reason, outcome, details)
    SELECT $3::text, $1::uuid, 'return_to_service', $2::text, 'vehicle', $4::uuid, NULL, outcome,
           jsonb_build_object('location', (SELECT last_location FROM vehicle))
      FROM verdict
    RETURNING outcome, details
)
SELECT outcome, details, true AS repeated FROM earlier
 UNION ALL
SELECT outcome, details, false FROM noted

-- Take a vehicle out of service, with a reason: only an available one.
-- $1 request id, $2 operator, $3 city, $4 vehicle id, $5 reason
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
               WHEN (SELECT status FROM vehicle) <> 'available' THEN 'vehicle_not_available'
               ELSE 'done'
           END AS outcome
     WHERE NOT EXISTS (SELECT FROM earlier)
), changed AS (
    UPDATE vehicles SET status = 'unavailable'
      FROM verdict
     WHERE verdict.outcome = 'done' AND city = $3::text AND id = $4::uuid
), noted AS (
    INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, reason, outcome, details)
    SELECT $3::text, $1::uuid, 'take_out_of_service', $2::text, 'vehicle', $4::uuid, $5::text, outcome,
           jsonb_build_object('location', (SELECT last_location FROM vehicle))
      FROM verdict
    RETURNING outcome, details
)
SELECT outcome, details, true AS repeated FROM earlier
 UNION ALL
SELECT outcome, details, false FROM noted

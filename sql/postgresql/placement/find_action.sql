-- Whether this server has a line of the record, and in which partition: by its primary key.
-- $1 city, $2 request id
SELECT tableoid::regclass::text AS relation FROM operator_actions WHERE city = $1::text AND request_id = $2::uuid

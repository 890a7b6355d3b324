-- A page of the operators' record by time, up from a key; the first page where the key is NULL.
SELECT city, request_id, action, operator, subject_kind, subject_id, reason, outcome, details, acted_at,
       acted_at::text AS k1, request_id::text AS k2
  FROM operator_actions
 WHERE city = ANY (CAST(:cities AS text[]))
   AND (CAST(:city AS text) IS NULL OR city = CAST(:city AS text))
   AND (CAST(:subject AS uuid) IS NULL OR subject_id = CAST(:subject AS uuid))
   AND (NOT CAST(:refused_only AS boolean) OR outcome <> 'done')
   AND (CAST(:k1 AS timestamptz) IS NULL
        OR (acted_at, request_id) > (CAST(:k1 AS timestamptz), CAST(:k2 AS uuid)))
 ORDER BY acted_at, request_id
 LIMIT CAST(:limit AS bigint)

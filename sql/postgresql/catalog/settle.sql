-- Guards and publication in line with the declared placement; how many objects had to change.
-- One at a time: two that settle the same server would both create what is missing.
WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtext('movr.settle')))
SELECT movr.settle() FROM turn

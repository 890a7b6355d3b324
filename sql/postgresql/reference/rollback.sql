-- The reference's way, after a failure.
ROLLBACK

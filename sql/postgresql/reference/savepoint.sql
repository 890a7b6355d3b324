-- The reference's way: the savepoint that a retry would go back to.
SAVEPOINT cockroach_restart

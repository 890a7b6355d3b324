-- The reference's way: the transaction can be committed.
RELEASE SAVEPOINT cockroach_restart

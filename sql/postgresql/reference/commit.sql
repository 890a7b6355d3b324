-- The reference's way, last of the round trips that every transaction of it ends with.
COMMIT

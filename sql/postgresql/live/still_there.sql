-- Asked after a silence: a connection that listens never finds out by itself that nobody is there.
SELECT 1

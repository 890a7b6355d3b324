-- What is put before a statement to have its plan instead of its effect.
EXPLAIN (FORMAT JSON, VERBOSE)

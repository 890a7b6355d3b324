-- What is put before a statement that only reads to have its plan with what it touched: it is run.
EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, FORMAT JSON, VERBOSE)

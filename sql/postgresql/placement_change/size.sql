-- What a partition has here, without reading a row of it: rows by the statistics (-1: never collected), bytes.
-- $1 partition
SELECT sum(greatest(reltuples, 0))::bigint AS rows, sum(pg_total_relation_size(pg_class.oid))::bigint AS bytes
  FROM movr.leaves($1::text) AS leaf (name)
  JOIN pg_class ON pg_class.oid = to_regclass('public.' || quote_ident(leaf.name))

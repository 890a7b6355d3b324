-- The generation of a partition's placement here.
-- $1 partition
SELECT generation FROM movr.placement WHERE partition = $1::text

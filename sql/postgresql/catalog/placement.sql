-- Declared placement: the home region of each partition.
SELECT partition, region FROM movr.placement ORDER BY partition

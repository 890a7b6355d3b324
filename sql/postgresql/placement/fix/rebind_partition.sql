-- {relation} {table} {bound}
ALTER TABLE {table} DETACH PARTITION {relation};
ALTER TABLE {table} ATTACH PARTITION {relation} {bound};

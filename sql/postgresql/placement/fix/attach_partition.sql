-- {table} {relation} {bound}
ALTER TABLE {table} ATTACH PARTITION {relation} {bound};

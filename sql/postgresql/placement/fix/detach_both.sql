-- {table} {wrong} {right}
ALTER TABLE {table} DETACH PARTITION {wrong};
ALTER TABLE {table} DETACH PARTITION {right};

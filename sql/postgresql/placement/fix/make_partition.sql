-- {relation} {table} {bound}
CREATE TABLE {relation} PARTITION OF {table} {bound};

-- {unique} {name} {table} {shape}
CREATE {unique}INDEX {name} ON {table} USING {shape};

-- {unique} {name} {relation} {shape} {parent} {qualified}
CREATE {unique}INDEX {name} ON {relation} USING {shape};
ALTER INDEX {parent} ATTACH PARTITION {qualified};

-- {relation}
ALTER TABLE {relation} ENABLE TRIGGER movr_guard_row;
ALTER TABLE {relation} ENABLE TRIGGER movr_guard_truncate;

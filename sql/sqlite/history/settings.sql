-- Of each connection. WAL with NORMAL: a crash loses the last moments at most, and never the file.
PRAGMA journal_mode = WAL
;
PRAGMA synchronous = NORMAL
;
PRAGMA wal_autocheckpoint = 250
;
PRAGMA journal_size_limit = 1048576
;
PRAGMA busy_timeout = 5000
;
PRAGMA cache_size = -4096

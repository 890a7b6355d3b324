-- Version 1 of the history on a desk. Times are seconds since 1970, UTC: the begin of the minute or hour.
-- Several statements, separated by lines with nothing but a semicolon.
CREATE TABLE series (
    id         INTEGER PRIMARY KEY,
    deployment TEXT NOT NULL,
    region     TEXT NOT NULL,
    statement  TEXT NOT NULL,
    UNIQUE (deployment, region, statement)
)
;
CREATE TABLE minutes (
    at          INTEGER NOT NULL,
    series      INTEGER NOT NULL REFERENCES series (id),
    answered    BLOB    NOT NULL,
    failed      INTEGER NOT NULL,
    timed_out   INTEGER NOT NULL,
    unreachable INTEGER NOT NULL,
    cancelled   INTEGER NOT NULL,
    retried     INTEGER NOT NULL,
    row_count   INTEGER NOT NULL,
    wait_us     REAL    NOT NULL,
    known_us    REAL    NOT NULL,
    network_us  REAL    NOT NULL,
    console_us  REAL    NOT NULL,
    PRIMARY KEY (at, series)
) WITHOUT ROWID
;
CREATE TABLE hours (
    at          INTEGER NOT NULL,
    series      INTEGER NOT NULL REFERENCES series (id),
    answered    BLOB    NOT NULL,
    failed      INTEGER NOT NULL,
    timed_out   INTEGER NOT NULL,
    unreachable INTEGER NOT NULL,
    cancelled   INTEGER NOT NULL,
    retried     INTEGER NOT NULL,
    row_count   INTEGER NOT NULL,
    wait_us     REAL    NOT NULL,
    known_us    REAL    NOT NULL,
    network_us  REAL    NOT NULL,
    console_us  REAL    NOT NULL,
    PRIMARY KEY (at, series)
) WITHOUT ROWID
;
PRAGMA user_version = 1

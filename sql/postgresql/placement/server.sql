-- The server, as it sees itself; its clock and its place in the write-ahead log, which replication is measured by.
SELECT current_setting('server_version') AS server_version,
       coalesce(host(inet_server_addr()) || ':' || inet_server_port(), 'socket:' || current_setting('port')) AS address,
       round(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS clock_ms,
       CASE WHEN NOT pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') END AS wal

-- From here on this connection is told what each transaction changes.
LISTEN movr_changes

"""How long the database may keep a process waiting, in seconds."""

PING_TIMEOUT_SECONDS = 2
CONNECT_TIMEOUT_SECONDS = 3
STATEMENT_TIMEOUT_SECONDS = 30
IDLE_IN_TRANSACTION_SECONDS = 120
"""A process that hangs in a transaction holds its locks no longer: PostgreSQL ends its session."""
POOL_TIMEOUT_SECONDS = 5
OPEN_TIMEOUT_SECONDS = 6
"""For a transaction to begin, all of the above in one: a queue for the pool whose head waits for a silent server would
add them up, once a place."""

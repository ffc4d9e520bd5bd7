"""Starts what Solvent runs on: embedded PostgreSQL and Redis, and the supervised processes of the platform."""

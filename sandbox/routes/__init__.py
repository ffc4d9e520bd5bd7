"""The bank's HTTP endpoints, one file for each part of the interface."""

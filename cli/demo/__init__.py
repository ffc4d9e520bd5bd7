"""The demo person and what they have in their books."""

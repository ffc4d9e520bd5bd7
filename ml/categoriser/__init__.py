"""Sorts statement lines: corrections, known merchants, then a model that may abstain (docs/models/categoriser.md)."""

"""Reads compiled into SQL.

An operation whose fields all come from declared rows becomes one statement a root field, and one function that shapes
its records into the answer. What does not compile runs by resolvers (ADR 0015).
"""

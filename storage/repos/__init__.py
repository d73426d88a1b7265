"""All queries, a module a feature."""

"""The application: what Muster does, with no knowledge of platforms."""

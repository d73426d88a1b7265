"""Rules of goals, pure."""

"""The outside: the process, the platforms, the clock, the web."""

"""The outside: the process, the platforms, the clock, the web."""

import gc

# Nearly all that a start makes stays: to look for garbage at every 700 new objects takes a tenth of the start.
gc.set_threshold(20_000, 20, 20)

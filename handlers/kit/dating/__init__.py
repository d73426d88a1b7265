"""The grammar of dates: how people name days and times in English and Chinese."""

"""Meetings: agenda first, minutes after, and what was agreed followed up."""

"""Action items: who does what by when, and the following up."""

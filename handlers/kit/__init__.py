"""What features are written with; it knows no feature and no platform."""

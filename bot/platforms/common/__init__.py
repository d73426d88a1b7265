"""What every real platform's adapter is built with."""

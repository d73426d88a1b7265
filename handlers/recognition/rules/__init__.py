"""What recognition goes by."""

"""A folder a platform; none knows another."""

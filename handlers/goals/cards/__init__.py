"""What is said of goals, pure."""

"""What colleagues see."""

"""A workshop pack as a PowerPoint deck."""

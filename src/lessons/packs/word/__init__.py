"""A workshop pack as a Word document."""

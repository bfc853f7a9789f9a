"""Checks written sentences against the passages that they cite."""

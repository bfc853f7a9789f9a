"""Answers questions about the North East Vanguards study, every sentence backed by a verified passage."""

"""Answers questions about the North East Vanguards study, every sentence backed by a verified passage."""

import os

# Read when numpy is loaded: its threads would go on spinning behind each product and keep a processor from the models.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

"""The browser app: serves the page in ``lessons.pages``. Start it with ``lessons app``."""

import os

# Before numpy is imported: its threads cost three times the processor time of an answer and gain nothing.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st  # noqa: E402  # the line above has to come first

from lessons.pages.server import MIDDLEWARE, ROUTES, SCRIPT  # noqa: E402

app = st.App(SCRIPT, middleware=MIDDLEWARE, routes=ROUTES)

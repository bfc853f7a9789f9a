"""The browser app: serves the page in ``lessons.pages``. Start it with ``lessons app``."""

import os

# Before numpy is imported: its threads cost three times the processor time of an answer and gain nothing.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st  # the line above has to come first

from lessons.pages.server import MIDDLEWARE, ROUTES, SCRIPT, opened

app = st.App(SCRIPT, lifespan=opened, middleware=MIDDLEWARE, routes=ROUTES)

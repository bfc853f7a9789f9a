"""The browser page: prepares the process and hands over to ``lessons.pages.ask``. Start it with ``lessons app``."""

import os

# Before numpy is imported: its threads cost three times the processor time of an answer and gain nothing.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from lessons.pages.ask import open_page  # noqa: E402  # the line above has to come first

open_page()

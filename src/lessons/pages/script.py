"""What Streamlit runs for each visitor and each click; ``app.py`` at the top of the project serves it."""

from lessons.pages.frame import open_page

open_page()

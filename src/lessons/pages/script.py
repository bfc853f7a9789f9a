"""What Streamlit runs for each visitor and each click; ``app.py`` at the top of the project serves it."""

from lessons.pages.ask import open_page

open_page()

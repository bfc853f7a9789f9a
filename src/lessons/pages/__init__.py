"""The browser page: what a visitor sees and does. Streamlit stays in here."""

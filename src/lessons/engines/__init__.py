"""Interchangeable composers: each turns a query and its passages into a draft that is still to be verified."""

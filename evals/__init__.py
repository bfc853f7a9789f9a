"""The evaluation suite: golden questions and how answers to them are scored."""

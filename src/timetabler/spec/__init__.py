"""From the text of a school file to a Problem: every value knows its line and column."""

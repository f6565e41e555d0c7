"""Readers of other files. One file is one format."""

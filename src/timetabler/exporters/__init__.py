"""Writers. One file is one format, found by scanning this folder."""

"""Reads the files of FET, the free timetabling program."""

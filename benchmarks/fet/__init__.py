"""FET beside us: running it, letting it judge our timetables, and comparing the two.

[FET](https://lalescu.ro/liviu/fet/) is a free timetabling program; Debian's package ``fet`` has it
as ``fet-cl``.
"""

"""Does what a claim rests on bear it?"""

RULES = ()
CHECKS = ()

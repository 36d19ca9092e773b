"""Is it said with care?"""

RULES = ()
CHECKS = ()

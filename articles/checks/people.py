"""Who stands for it, and is it still of today?"""

RULES = ()
CHECKS = ()

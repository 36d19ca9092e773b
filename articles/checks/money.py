"""Who pays, and are readers told?"""

RULES = ()
CHECKS = ()

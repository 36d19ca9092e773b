"""What comes again by itself. Times are those of settings.TIME_ZONE."""

from datetime import time

from references import jobs

from . import live_checks

# after the look for notices of 2:20, so that what it recorded is seen the same night
jobs.every(time(4, 40), "Check what readers see", live_checks.ask)

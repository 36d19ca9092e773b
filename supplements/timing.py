"""When to take a substance beside medicines: windows of the day that keep every distance asked for. Pure.

rows: interactions, frozen or told: hours that lie between, substance first (before) or second (after). A range like “4 to 6
hours” is kept in full: its larger figure counts. Where only one direction is given, the same distance is kept in the other.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

DAY = 24 * 60
MOST_HOURS = 6
_HOUR = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?")


class HoursUnreadable(ValueError):
    """Says in a sentence what is wrong with the hours of a medicine."""


def read_hours(text):
    """Minutes since midnight of each hour in “08:00, 20:00”; [] of nothing. Raises HoursUnreadable."""
    parts = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
    if len(parts) > MOST_HOURS:
        raise HoursUnreadable(f"Write at most {MOST_HOURS} times of the day.")
    return sorted({_minutes(part) for part in parts})


def _minutes(part):
    found = _HOUR.fullmatch(part)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise HoursUnreadable(f"“{part[:20]}” is no time of the day. Write times like 08:00, or 08:00, 20:00.")
    return int(found[1]) * 60 + int(found[2] or 0)


def needs_distance(row):
    return row["before_from"] is not None or row["after_from"] is not None


def distances(row):
    """(minutes before, minutes after) that one row asks for, each the larger figure of its range."""
    before, after = _longest(row, "before"), _longest(row, "after")
    return before if before is not None else after, after if after is not None else before


def _longest(row, side):
    hours = row[f"{side}_to"] if row[f"{side}_to"] is not None else row[f"{side}_from"]
    return None if hours is None else int(Decimal(hours) * 60)


def differ(rows):
    """Whether authorities give different distances for one medicine."""
    return len({distances(row) for row in rows if needs_distance(row)}) > 1


@dataclass(frozen=True)
class Window:
    """A stretch of the day, in minutes since midnight; it may run past midnight."""

    start: int
    end: int

    @property
    def words(self):
        if self.end - self.start >= DAY:
            return "at any time"
        if self.end == self.start:
            return f"at {clock(self.start)}"
        next_day = " (the next day)" if self.end > DAY else ""
        return f"{clock(self.start)} to {clock(self.end)}{next_day}"


def clock(minutes):
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def windows(taken):
    """The stretches of the day that keep every distance. taken: [(minutes since midnight, row that needs distance)].

    The day comes round: what is taken at 08:00 is taken at 08:00 tomorrow. [] means that no moment is left.
    """
    free = set(range(DAY))
    for at, row in taken:
        before, after = distances(row)
        free -= {(at + minute) % DAY for minute in range(1 - before, after)}
    if len(free) == DAY:
        return [Window(0, DAY)]
    starts = sorted(minute for minute in free if (minute - 1) % DAY not in free)
    return [Window(start, _last(start, free)) for start in starts]


def _last(start, free):
    minute = start
    while (minute + 1) % DAY in free:
        minute += 1
    return minute

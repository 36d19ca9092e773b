"""Inline forms that survive what someone else deleted meanwhile."""

import re

from django.forms.models import BaseInlineFormSet


class SurvivingFormSet(BaseInlineFormSet):
    """Rows that were deleted since the page was opened come back as new ones, so that nothing typed is lost.

    `gone` holds the numbers of those forms.
    """

    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(data=data, files=files, **kwargs)
        self.gone = set()
        if self.is_bound:
            self._move_gone_rows_behind_the_kept_ones()

    def _move_gone_rows_behind_the_kept_ones(self):
        key = self.model._meta.pk.name
        initial, total = (self._count(name) for name in ("INITIAL_FORMS", "TOTAL_FORMS"))
        posted = [self.data.get(f"{self.prefix}-{n}-{key}", "") for n in range(initial)]
        alive = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)} if any(posted) else set()
        gone = [n for n, pk in enumerate(posted) if pk and pk not in alive]
        if not gone:
            return
        kept = [n for n in range(initial) if n not in gone]
        places = {old: new for new, old in enumerate([*kept, *gone, *range(initial, total)])}
        self.data = self._renumbered(self.data, places)
        if self.files:
            self.files = self._renumbered(self.files, places)
        for n in gone:
            self.data[f"{self.prefix}-{places[n]}-{key}"] = ""
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(kept))
        self.gone = {places[n] for n in gone}

    def _count(self, name):
        count = self.data.get(f"{self.prefix}-{name}", "")
        return min(int(count), self.absolute_max) if count.isdecimal() else 0

    def _renumbered(self, values, places):
        pattern = re.compile(rf"{re.escape(self.prefix)}-(\d+)-(.+)")
        renumbered = values.copy()
        renumbered.clear()
        for name, items in values.lists():
            match = pattern.fullmatch(name)
            if match and int(match[1]) in places:
                name = f"{self.prefix}-{places[int(match[1])]}-{match[2]}"
            renumbered.setlist(name, items)
        return renumbered

"""A row that is open for editing, with what it rests on: shown, checked, saved whole or not at all.

It remembers what stood when it was shown. If that changed meanwhile, nothing is written: what stands now comes back
beside what was typed.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from supplements import catalogue

from .resting import resting

LOOK = "_look"
"""The button that shows the passages of what was typed, and one more blank place; it saves nothing."""
GONE = (
    "Somebody took this row out of the catalogue after you opened it. What you typed is still here: "
    "save again to put it back."
)


class RowEdit:
    """row: as it stands, or a new one. typed: what was posted, or None when the form is only shown.

    citations: what it cites, where that is known. with_sources: whether what it cites is a part of the form.
    """

    def __init__(self, row, form_class, *, typed=None, citations=None, with_sources=True, initial=None):
        self.row = row
        self.is_new = row._state.adding
        self.only_looks = typed is not None and LOOK in typed
        if citations is None:
            citations = [] if self.is_new else catalogue.citations_of([row])[row.pk]
        self.seen = catalogue.seen_of(row, citations) if typed is None else typed.get("seen", "")
        self.conflict, self.refused = None, None
        self.form = form_class(typed, instance=row, **({"initial": initial} if initial and typed is None else {}))
        self.resting = None
        if with_sources:
            self.resting = resting(typed, citations=citations, more=self.only_looks)
        if self.only_looks:
            self.form._errors = {}  # nobody asked for a judgement of the fields yet

    @property
    def is_wrong(self):
        return bool(self.refused or self.form.errors or (self.resting and any(self.resting.errors)))

    def save(self, *, by, now):
        """Write what was typed, and say whether it was written. If not, the form has something to say."""
        if self.only_looks:
            return False
        valid = self.form.is_valid()
        if self.resting is not None:
            valid = self.resting.is_valid() and valid
        if not valid:
            return False
        wanted = self.resting.wanted() if self.resting is not None else None
        try:
            with transaction.atomic():
                catalogue.save(self.form.instance, by=by, now=now, citations=wanted, seen=self._expected())
        except catalogue.ChangedMeanwhile as changed:
            self._show_both(changed.row, str(changed) if changed.row else GONE)
            return False
        except ValidationError as wrong:
            self._say(wrong)
            return False
        return True

    def _expected(self):
        """Facts that are added stand alone; a cell may have been filled by somebody else."""
        return self.seen or None

    def _say(self, wrong):
        """Put each message to its field, or above the form."""
        messages = wrong.message_dict if hasattr(wrong, "error_dict") else {NON_FIELD_ERRORS: wrong.messages}
        for name, said in messages.items():
            self.form.add_error(name if name in self.form.fields else None, said)

    def _show_both(self, standing, sentence):
        self.refused = sentence
        self.seen = catalogue.seen_of(standing)
        self.conflict = list(self._differences(standing)) if standing else []

    def _differences(self, standing):
        """[(label, what stands now, what was typed)] of what is not the same."""
        for name, field in self.form.fields.items():
            if not hasattr(standing, name):
                continue
            now, typed = shown(standing, name), shown(self.form.instance, name)
            if now != typed:
                yield field.label or name, now, typed
        if self.resting is not None:
            now = sorted(f"{c.source.citekey} ({c.stance})" for c in catalogue.citations_of([standing])[standing.pk])
            typed = sorted(f"{w.citekey} ({w.stance})" for w in self.resting.wanted())
            if now != typed:
                yield "sources", ", ".join(now) or "none", ", ".join(typed) or "none"


def shown(row, name):
    """The value of a field as people read it."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if value is None or value == "":
        return "nothing"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)

"""Which forms and attributes a comparison has, and what that does to its cells. The claims go and come with the cells."""

from django.db import transaction

from references import citing

from . import catalogue
from .models import Cell, ComparedForm


@transaction.atomic
def take_form_out(compared, *, by, now):
    """Take a form out of its comparison. Its cells stay, without a claim in the draft, and come back with the form."""
    comparison, form = compared.comparison, compared.form
    substance = comparison.substance.lock()
    compared.delete()
    citing.take_out(Cell.objects.filter(comparison=comparison, form=form).values_list("pk", flat=True))
    substance.record_work(by=by, now=now, act="form-out", part=comparison.part, what=str(form))


@transaction.atomic
def put_form_in(comparison, form, *, by, now, position):
    """Put a form into a comparison; what was known of it there before comes back with it."""
    substance = comparison.substance.lock()
    compared = ComparedForm(comparison=comparison, form=form, position=position)
    compared.full_clean()
    compared.save()
    cells = list(catalogue.cells().filter(comparison=comparison, form=form))
    catalogue.write_claims(substance, cells, by=by, now=now)
    substance.record_work(by=by, now=now, act="form-in", part=comparison.part, what=str(form))
    return compared


@transaction.atomic
def remove_attribute(attribute, *, by, now):
    """Take a column away whose cells are all empty. Raises ProtectedError where one has a value."""
    substance = attribute.comparison.substance.lock()
    for cell in catalogue.cells().filter(attribute=attribute, low=None, step=None, effect="", text=""):
        catalogue.remove(cell, by=by, now=now)
    name, part = attribute.name, attribute.comparison.part
    attribute.delete()
    substance.record_work(by=by, now=now, act="removed", part=part, what=name)


@transaction.atomic
def delete_form(form, *, by, now):
    """Delete a form that stands in no comparison. Raises ProtectedError where an edition or another row needs it."""
    substance = form.substance.lock()
    for cell in catalogue.cells().filter(form=form).exclude(comparison__rows__form=form):
        catalogue.remove(cell, by=by, now=now)
    what = str(form)
    form.delete()
    substance.record_work(by=by, now=now, act="removed", part="forms", what=what)

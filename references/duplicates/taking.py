"""Fields that the record which stays takes over from the one that goes, and back."""

from django.core.exceptions import ValidationError

from references import identifiers
from references.holders import holder_of
from references.models import Source, SourceChange
from references.models.source import WAYS_TO_FIND_IT

from .units import LEADING, UNITS, is_same


class CannotTake(Exception):
    """Says which value cannot be taken over, or be given back, and why."""


def third_holder(unit, value, winner, loser):
    """Another source to which this identifier or address belongs, or None."""
    if not value or unit not in {*LEADING, "url"}:
        return None
    if unit == "url":
        others = Source.objects.filter(url=value).exclude(pk__in=[winner.pk, loser.pk]).select_related("merged_into")
        holders = [other.survivor for other in others]
        if found := identifiers.one_in(value):
            holders.append(holder_of(*found))
    else:
        holders = [holder_of(unit, value)]
    return next((h for h in holders if h and h.pk not in {winner.pk, loser.pk}), None)


def take(winner, loser, units):
    """Write the loser's values of these units into `winner`; `loser` must be merged by now.

    Identifiers change places, so that the one that is given up still leads to the work and none stands twice at any
    moment. Returns {field: [winner's before, loser's before, origin of the winner's]}. Raises CannotTake with a
    sentence, ValidationError where the winner could not stand with them.
    """
    taken = {}
    for unit in units:
        if is_same(winner, loser, unit):
            continue
        if other := third_holder(unit, getattr(loser, unit, ""), winner, loser):
            raise CannotTake(
                f"{_label(unit)} {getattr(loser, unit)} belongs to “{other.citekey}” and cannot be taken over."
            )
        for name in UNITS[unit]:
            taken[name] = [getattr(winner, name), getattr(loser, name), winner.origins.get(name)]
    _set(loser, {name: "" for name in taken if name in LEADING})
    for name in taken:
        _stamp(winner, name, loser.origins.get(name))
    _set(winner, {name: theirs for name, (_, theirs, _) in taken.items()}, "origins")
    _set(loser, {name: ours for name, (ours, _, _) in taken.items() if name in LEADING})
    return taken


def give_back(winner, loser, taken):
    """Undo `take` for each unit that `winner` still has as it was taken; returns the labels of the others.

    Raises CannotTake where a record could not stand then.
    """
    units = {unit: [n for n in names if n in taken] for unit, names in UNITS.items() if taken.keys() & set(names)}
    changed = [u for u, names in units.items() if not all(_is(n, getattr(winner, n), taken[n][1]) for n in names)]
    back = {n: taken[n][0] for unit, names in units.items() if unit not in changed for n in names}
    leading = [name for name in taken if name in LEADING]
    _set(loser, dict.fromkeys(leading, ""))
    for name in back:
        _stamp(winner, name, taken[name][2])
    try:
        _set(winner, back, "origins")
    except ValidationError as error:
        raise CannotTake(" ".join(error.messages)) from error
    _set(loser, {name: taken[name][1] for name in leading if _is_free(name, taken[name][1])})
    if not any(getattr(loser, name) for name in WAYS_TO_FIND_IT):
        raise CannotTake(
            f"“{loser.citekey}” would be left without an identifier, because another source has it now. "
            "Give that one up first."
        )
    return [_label(unit) for unit in changed]


def note(winner, taken, *, origin, by, now, back=False):
    """Leave in the history of `winner` what it took over or gave back."""
    changes = {
        n: [theirs, ours] if back else [ours, theirs] for n, (ours, theirs, _) in taken.items() if ours != theirs
    }
    if changes:
        SourceChange.objects.create(source=winner, origin=origin, changes=changes, at=now, by=by)


def _set(source, values, *more):
    if not values:
        return
    for name, value in values.items():
        setattr(source, name, value)
    source.validate_constraints()
    source.save(update_fields=[*values, *more])


def _stamp(source, name, origin):
    if origin:
        source.origins[name] = origin
    else:
        source.origins.pop(name, None)


def _is(name, value, other):
    return value.lower() == other.lower() if name == "doi" else value == other


def _is_free(name, value):
    return bool(value) and holder_of(name, value) is None


def _label(name):
    label = str(Source._meta.get_field(UNITS.get(name, (name,))[0]).verbose_name)
    return label[0].upper() + label[1:]

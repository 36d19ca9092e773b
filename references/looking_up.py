"""Ask the catalogues about a work, and take over what they say: one look-up from question to source.

The answer comes in a job. Nothing of it stands in the library before a person takes it over, and what a person typed
there wins (`references.filling`).
"""

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from . import canonical, filling, identifiers, jobs, lookup
from .details import Details, from_json
from .duplicates import finding
from .filling import Known
from .holders import holder_of, holders_of
from .models import LookUp, Worker
from .models.job import JobState
from .models.look_up import LookUpState
from .models.source import CslType
from .monitoring import rounds

log = logging.getLogger(__name__)

# A source is looked up again by the first of these that it has: the more a catalogue says, the earlier.
BEST = ("doi", "pmid", "pmcid", "arxiv", "isbn", "url")
ALIVE = timedelta(seconds=60)
PATIENCE = timedelta(seconds=10)
UNREADABLE = "What came back could not be read. Type it by hand, and tell whoever looks after this site."
_TYPES = {"isbn": CslType.BOOK, "url": CslType.WEBPAGE}


class NothingToLookUp(Exception):
    """What was typed names no work that a catalogue could know. The message says what would."""


class NotThere(Exception):
    """There is no answer to take over (any more). The message says why."""


def identifier_of(source):
    """(field, value) by which a source is looked up again, or None."""
    return next(((field, value) for field in BEST if (value := getattr(source, field))), None)


@transaction.atomic
def ask(text, *, by, now, source=None):
    """Ask the catalogues for the work that `text` names, or for `source` again. Returns the LookUp; its answer comes.

    Raises NothingToLookUp, and Known where a new source is asked for that is here already.
    """
    text = canonical.storable(text)
    field, value = _named(text, source)
    if source is None and (holder := holder_of(field, value)):
        raise Known(holder, field)
    same = LookUp.objects.filter(field=field, value=value, source=source, asked_by=by, state=LookUpState.WAITING)
    if waiting := same.filter(job__state__in=[JobState.WAITING, JobState.RUNNING]).first():
        return waiting
    look_up = LookUp.objects.create(
        asked=text or value, field=field, value=value, source=source, asked_at=now, asked_by=by
    )
    title = f"Look up {source.short_name if source else value}"[:200]
    look_up.job = answer_one.ask(title=title, by=by, now=now, key=f"look up {look_up.pk}", look_up=str(look_up.pk))
    look_up.save(update_fields=["job"])
    return look_up


def _named(text, source):
    if source is not None:
        if found := identifier_of(source):
            return found
        raise NothingToLookUp("This source has no identifier and no address to look it up by. Add one first.")
    if found := identifiers.one_in(text):
        return found
    if len(identifiers.find(text)) > 1:
        raise NothingToLookUp("Several works are named here. Paste one; for a list of them, add an import.")
    try:
        identifiers.isbn(text)
    except identifiers.Mistyped as mistyped:
        raise NothingToLookUp(str(mistyped)) from mistyped
    except ValueError:
        pass
    raise NothingToLookUp(
        "This is no DOI, PMID, PMCID, ISBN or arXiv id, and no address that starts with https://. "
        "Write “PMID 32956536” for a PMID: a number alone could be anything."
    )


@transaction.atomic
def ask_again(sources, *, by, now):
    """Look many sources up again in one job. Returns the Job, or None if none of them can be looked up."""
    asked = [
        LookUp(asked=found[1], field=found[0], value=found[1], source=source, asked_at=now, asked_by=by)
        for source in sources
        if (found := identifier_of(source))
    ]
    if not asked:
        return None
    count = len(asked)
    title = f"Look up {count} sources again" if count > 1 else f"Look up {asked[0].source.short_name} again"
    job = answer_many.ask(title=title, by=by, now=now)
    for look_up in asked:
        look_up.job = job
    LookUp.objects.bulk_create(asked, batch_size=500)
    return job


# ---- the answer


@jobs.job(limit=timedelta(minutes=2), attempts=3, label="Look up one work")
def answer_one(progress, *, look_up):
    """Ask the catalogues about one work."""
    asked = LookUp.objects.select_related("source").filter(pk=look_up).first()
    if asked is not None:
        progress.say(f"Asking about {asked.value}")
        answer(asked, now=progress.now)


@jobs.job(limit=timedelta(minutes=5), attempts=3, label="Look up works again", long=True)
def answer_many(progress):
    """Ask the catalogues about one work after the other. What was answered before the job was interrupted stays so."""
    asked = list(LookUp.objects.filter(job=progress.job).select_related("source").order_by("source__citekey"))
    for done, look_up in enumerate(asked):
        progress.say(look_up.source.short_name, done=done, total=len(asked))
        answer(look_up, now=progress.now)
    progress.say("All are looked up.", done=len(asked), total=len(asked))


def answer(look_up, *, now):
    """Keep what the catalogues say to one look-up that waits. Takes the network: call it outside a transaction."""
    if look_up.state != LookUpState.WAITING:
        return
    try:
        had = filling.details_of(look_up.source) if look_up.source else None
        found = lookup.find(look_up.field, look_up.value, now=now, had=had)
    except lookup.NotFound as missing:
        said = {"state": LookUpState.NOT_FOUND, "problem": str(missing)}
    except lookup.Unavailable as silent:
        said = {"state": LookUpState.FAILED, "problem": str(silent)}
    except DatabaseError:
        raise  # ours, not theirs: the job is tried again
    except Exception:
        # one record that nobody foresaw must not keep the others from being looked up
        log.exception("The answer about %s could not be read.", look_up)
        said = {"state": LookUpState.FAILED, "problem": UNREADABLE}
    else:
        said = {
            "state": LookUpState.FOUND,
            "origin": found.origin,
            "details": found.details.as_json() | {"origins": found.origins},
            "warnings": list(found.warnings),
        }
    LookUp.objects.filter(pk=look_up.pk, state=LookUpState.WAITING).update(**said, answered_at=now)


def state_of(look_up):
    """(state, sentence) of a look-up; the job that carried it may have ended without an answer."""
    job = look_up.job
    if look_up.state != LookUpState.WAITING:
        return LookUpState(look_up.state), look_up.problem
    if job is None or job.finished_at is not None:
        return LookUpState.FAILED, (job and job.reason) or "The look-up was stopped before an answer came."
    return LookUpState.WAITING, ""


def standing(look_up, *, now):
    """`state_of`, for whoever waits for it: nobody should wait for a worker that is not there."""
    state, said = state_of(look_up)
    impatient = state == LookUpState.WAITING and look_up.asked_at < now - PATIENCE
    if impatient and not Worker.objects.filter(beat_at__gt=now - ALIVE).exists():
        said = "No worker is running, so nothing is looked up. Start one with “manage.py work”."
    return state, said


# ---- taking over


def details_of(look_up):
    return from_json(look_up.details)


def here_already(look_up):
    """The source that has an identifier of what was found for a new one, or None."""
    if look_up.source_id or look_up.state != LookUpState.FOUND:
        return None
    return next(iter(holders_of(details_of(look_up)).values()), None)


@transaction.atomic
def take(look_up, *, by, now, fields=None, citekey=""):
    """Take over what was found; returns the source.

    Without a source it becomes a new one, which the watch looks at next. With one, `fields` of it are filled (None: all
    but those corrected by hand). Once taken over it stays so: a second call returns the same source. Raises NotThere,
    Known, ValidationError.
    """
    look_up = LookUp.objects.select_for_update(of=("self",)).get(pk=look_up.pk)
    if look_up.state == LookUpState.TAKEN:
        return look_up.source.survivor
    if look_up.state != LookUpState.FOUND:
        raise NotThere("There is no answer to take over. Look it up again.")
    details = details_of(look_up)
    where = {"origin": look_up.origin, "origins": look_up.details.get("origins")}
    if look_up.source is None:
        look_up.source = filling.new_source(details, by=by, now=now, citekey=citekey, **where)
        finding.note(look_up.source, now=now)
        rounds.ask_for(look_up.source, by=by, now=now)
    else:
        look_up.source = look_up.source.survivor
        filling.fill(look_up.source, details, by=by, now=now, fields=fields, **where)
    look_up.state = LookUpState.TAKEN
    look_up.save(update_fields=["source", "state"])
    return look_up.source


def take_many(look_ups, *, by, now):
    """Take over all that were found, but for what was corrected by hand; returns (how many, [(look-up, why not)])."""
    taken, refused = 0, []
    for look_up in look_ups:
        try:
            take(look_up, by=by, now=now)
        except (Known, NotThere) as problem:
            refused.append((look_up, str(problem)))
        except ValidationError as error:
            refused.append((look_up, " ".join(error.messages)))
        else:
            taken += 1
    return taken, refused


@transaction.atomic
def stub(look_up, *, title, by, now):
    """Keep a source for which nothing was found: its identifier, and the title that a person typed. Returns it.

    Raises Known, ValidationError.
    """
    look_up = LookUp.objects.select_for_update(of=("self",)).get(pk=look_up.pk)
    if look_up.source is not None:
        return look_up.source.survivor
    known = {look_up.field: look_up.value, "csl_type": _TYPES.get(look_up.field, CslType.ARTICLE)}
    details = Details(title=title.strip(), **known)
    look_up.source = filling.new_source(details, by=by, now=now, origin=filling.HAND)
    finding.note(look_up.source, now=now)
    look_up.save(update_fields=["source"])
    return look_up.source

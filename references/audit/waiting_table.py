"""All that waits, as one narrow table that the database makes once and is asked many things in one statement.

At 100,000 citations 30,000 may wait. Counting them by risk, article, source and person, and finding the first of each
risk, costs little once they are joined; reading them all into the process costs more than the page is allowed.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from references.independence import forbidden_to
from references.models import Citation, EvidenceEdit, Skip, Taking
from references.models.evidence_edit import EditedPart
from references.models.waiting import ItemKind

from . import risks
from .disputes import others_turn
from .risks import Risk

FREE, MINE, OTHERS = 0, 1, 2
WHO = ["free", "mine", "others"]
"""Who has an item."""
KINDS = [ItemKind.CITATION, ItemKind.CLAIM, ItemKind.REPORT]
ORDER = "skipped, risk, later, content_type, object_id, position, id"
"""By risk, then by text and place in it; what this person skipped comes last."""
_COLUMNS = (
    "kind", "id", "risk", "later", "content_type", "object_id", "position", "live", "about", "source", "who", "hidden",
    "skipped",
)  # fmt: skip


class Where(NamedTuple):
    """A condition on rows of the table `w`."""

    sql: str = "1 = 1"
    params: tuple = ()

    def but(self, sql, *params):
        """This one, and another."""
        return Where(f"{self.sql} AND {sql}", (*self.params, *params))


class Arm(NamedTuple):
    """One question to `w`: a name, a text and three whole numbers in each row of its answer."""

    sql: str
    params: tuple = ()


_BITS = "(who + CASE WHEN live THEN 4 ELSE 0 END + CASE WHEN skipped THEN 8 ELSE 0 END + CASE WHEN hidden THEN 16 ELSE 0 END)"
_ID = "CAST(id AS varchar(36))"


def flags(bits):
    """(live, who, skipped, hidden) out of one number."""
    return bool(bits & 4), WHO[bits & 3], bool(bits & 8), bool(bits & 16)


def cells(where):
    """How many of each kind of claim, risk and flags."""
    select = f"SELECT 'cell', about, risk, {_BITS}, count(*) FROM w WHERE {where.sql}"
    return Arm(f"{select} GROUP BY about, risk, {_BITS}", where.params)


def total(where):
    return Arm(f"SELECT 'total', '', 0, 0, count(*) FROM w WHERE {where.sql}", where.params)


def most(name, text, number, where, limit):
    """The few texts and numbers that occur most often."""
    group = number if text == "''" else f"{number}, {text}"
    select = f"SELECT '{name}', {text}, {number}, 0, count(*) FROM w WHERE {where.sql}"
    return Arm(f"{select} GROUP BY {group} ORDER BY count(*) DESC, {group} LIMIT {limit}", where.params)


def first(name, where, limit, skip=0):
    """Items in order."""
    select = f"SELECT '{name}', {_ID}, risk, {_BITS}, kind FROM w WHERE {where.sql}"
    return Arm(f"{select} ORDER BY {ORDER} LIMIT {limit} OFFSET {skip}", where.params)


def place(where, citation):
    """The number of a citation among the rows, from 1; no row if it is not one of them."""
    is_it, key = _is(citation)
    before = f"SELECT count(*) FROM w WHERE {where.sql} AND ({ORDER}) <= (SELECT {ORDER} FROM w WHERE {is_it})"
    return Arm(
        f"SELECT 'place', '', 0, 0, ({before}) FROM w WHERE {where.sql} AND {is_it}",
        (*where.params, key, *where.params, key),
    )


def following(where, citation):
    """The item behind a citation; behind the last one, or one that does not wait, the first."""
    is_it, key = _is(citation)
    behind = f"CASE WHEN ({ORDER}) > (SELECT {ORDER} FROM w WHERE {is_it}) THEN 0 ELSE 1 END"
    select = f"SELECT 'next', {_ID}, risk, {_BITS}, kind FROM w WHERE {where.sql} AND NOT ({is_it})"
    return Arm(f"{select} ORDER BY {behind}, {ORDER} LIMIT 1", (*where.params, key, key))


def before(where, citation):
    """The item before a citation; no row for the first, and for one that does not wait."""
    is_it, key = _is(citation)
    select = f"SELECT 'before', {_ID}, risk, {_BITS}, kind FROM w WHERE {where.sql}"
    backwards = ", ".join(f"{column} DESC" for column in ORDER.split(", "))
    return Arm(
        f"{select} AND ({ORDER}) < (SELECT {ORDER} FROM w WHERE {is_it}) ORDER BY {backwards} LIMIT 1",
        (*where.params, key),
    )


def _is(citation):
    return "kind = 0 AND id = %s", Citation._meta.pk.get_db_prep_value(citation, connection)


def ask(person, now, words, arms):
    """{name of the arm: [(text, number, number, number)]}, in one query."""
    compiled = [rows.query.get_compiler(connection=connection).as_sql() for rows in _tables(person, now, words)]
    rows = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part{n}" for n, (sql, _) in enumerate(compiled))
    questions = " UNION ALL ".join(f"SELECT * FROM ({arm.sql}) AS arm{n}" for n, arm in enumerate(arms))
    params = [value for _, values in compiled for value in values] + [value for arm in arms for value in arm.params]
    found = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH w ({', '.join(_COLUMNS)}) AS MATERIALIZED ({rows}) {questions}", params)
        for name, *row in cursor.fetchall():
            found[name].append(tuple(row))
    return found


def _tables(person, now, words):
    """The three kinds of items, each a queryset with the columns of the table."""
    citations = risks.citations(now).filter(words.on_citations())
    yield _columns(
        citations.annotate(
            source_key=F("source"),
            hidden=_true_if(others_turn(person), _touched(person) & Q(forbidden_to(person))),
            skipped=_skipped(person, Q(digest__in=_skips(person).values("digest"))),
        ),
        *(ItemKind.CITATION, "claim__", person, now),
    )
    wrote = EvidenceEdit.objects.filter(claim=OuterRef("pk"), person=person, part=EditedPart.WORDING)
    claims = risks.claims().filter(words.on_claims()).annotate(risk=Value(int(Risk.NO_SOURCE)), later=Value(True))
    yield _columns(
        claims.annotate(source_key=Value(0), hidden=Exists(wrote), skipped=_skipped_since_changed(person)),
        *(ItemKind.CLAIM, "", person, now),
    )
    reports = risks.reports().filter(words.on_reports()).annotate(risk=Value(int(Risk.REPORT)))
    yield _columns(
        reports.annotate(source_key=Value(0), hidden=Value(False), skipped=_skipped(person, Q())),
        *(ItemKind.REPORT, "claim__", person, now),
    )


def _columns(rows, kind, claim, person, now):
    """claim: the way from a row to its claim, like "claim__"."""
    taken = Taking.objects.standing(now).filter(kind=kind).order_by()
    who = Case(
        When(pk__in=taken.filter(person=person).values("item"), then=Value(MINE)),
        When(pk__in=taken.exclude(person=person).values("item"), then=Value(OTHERS)),
        default=Value(FREE),
        output_field=IntegerField(),
    )
    of_claim = [f"{claim}{name}" for name in ("content_type", "object_id", "position", "is_live", "kind")]
    rows = rows.annotate(item_kind=Value(KINDS.index(kind)), who=who)
    return rows.values_list("item_kind", "pk", "risk", "later", *of_claim, "source_key", "who", "hidden", "skipped")


def _true_if(*conditions):
    return Case(*[When(condition, then=Value(True)) for condition in conditions], default=Value(False))


def _touched(person):
    """Cheap, and true of few: the rest need not be asked whether `person` may judge them."""
    return Q(claim__in=EvidenceEdit.objects.filter(person=person).order_by().values("claim"))


def _skips(person):
    return Skip.objects.filter(person=person).order_by()


def _skipped(person, still):
    """still: that what was skipped has not changed since."""
    return _true_if(Q(still, pk__in=_skips(person).values("item")))


def _skipped_since_changed(person):
    return Exists(_skips(person).filter(item=OuterRef("pk"), at__gte=OuterRef("changed_at")))

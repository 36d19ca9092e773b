"""Valid parts of the catalogue by default, on a substance that the demonstration does not know."""

from datetime import date
from itertools import count

from articles import claims
from articles.models import ComparisonTable, SubstanceFacts
from references.citing import WantedCitation, WantedPassage
from references.models import Citation, Claim
from references.outcomes import Stance
from supplements import catalogue
from supplements.models import (
    Attribute,
    Authority,
    Caution,
    Cell,
    ComparedForm,
    Comparison,
    Compound,
    Definition,
    Food,
    Form,
    HowToTake,
    IntakeValue,
    Interaction,
    Medicine,
    Step,
    StudiedDose,
    Substance,
)
from tests.builders import NOW, article, editor, judge, later, publish, source

_number = count(1)


def substance(name=None, **extra):
    n = next(_number)
    about = {"name": name or f"Zinc {n}", "slug": f"zinc-{n}", "element": "Zn"}
    return Substance.objects.create(**about | extra)


def form(of, name="Oxide", formula="ZnO", **extra):
    """A form with one compound; formula "" makes none."""
    n = next(_number)
    about = {"name": name, "slug": extra.pop("slug", name.lower().replace(" ", "-").replace(",", "")), "position": n}
    made = Form.objects.create(substance=of, **about | extra)
    if formula:
        compound = Compound(form=made, name="anhydrous", formula=formula)
        compound.full_clean()
        compound.save()
    return made


def comparison(of=None, *, forms=(), **extra):
    """A comparison of these forms; of two forms of a new substance where none is named."""
    of = of or (forms[0].substance if forms else substance())
    forms = forms or [form(of, "Oxide", "ZnO"), form(of, "Sulfate", "ZnSO4·7H2O")]
    n = next(_number)
    made = Comparison.objects.create(substance=of, **{"name": f"Forms of {of.said}", "slug": f"forms-{n}"} | extra)
    for position, one in enumerate(forms):
        ComparedForm.objects.create(comparison=made, form=one, position=position)
    return made


def attribute(of, name="Absorption", kind="text", *, steps=(), **extra):
    """A column; steps: [(label, passes)]"""
    n = next(_number)
    about = {"slug": name.lower().replace(" ", "-"), "position": n, "unit": "% of the dose" if kind == "number" else ""}
    made = Attribute.objects.create(comparison=of, name=name, kind=kind, **about | extra)
    for position, (label, passes) in enumerate(steps):
        Step.objects.create(attribute=made, label=label, meaning=f"It is {label}.", passes=passes, position=position)
    return made


def cites(*sources, stance=Stance.SUPPORTS, finding="It was so."):
    """What an editor says a row rests on."""
    passage = WantedPassage(locator="Abstract", finding=finding)
    return [WantedCitation(s.citekey, stance, (passage,)) for s in sources]


def cell(of, form, attribute, *, by=None, now=NOW, sources=(), finding=None, **value):
    """A cell with a value that fits its column, and what it rests on."""
    if not value:
        value = {"number": {"low": 4}, "outcome": {"effect": "helps"}}.get(attribute.kind, {"text": "About as much"})
        if attribute.kind == "scale":
            value = {"step": attribute.steps.first()}
    made = Cell(comparison=of, form=form, attribute=attribute, **{"route": form.route} | value)
    cited = cites(*sources, finding=finding or (made.sentence() if made.is_filled else "It was so."))
    return catalogue.save(made, by=by or editor(), now=now, citations=cited)


def receipt():
    return {"empty": "none-found", "looked_in": "PubMed", "looked_for": "zinc AND sleep", "looked_on": date(2026, 3, 1)}


def authority(short="US", **extra):
    about = {"name": f"{short} authority", "slug": short.lower()}
    return Authority.objects.get_or_create(short=short, defaults=about | extra)[0]


def medicine(name="Tetracycline antibiotics", **extra):
    about = {"slug": name.lower().replace(" ", "-"), "lay_name": "an antibiotic"}
    return Medicine.objects.get_or_create(name=name, defaults=about | extra)[0]


def row(model, of, *, by=None, now=NOW, sources=(), **fields):
    """A row about a substance, with what it rests on; its passages say what the row says."""
    made = model(substance=of, **_defaults(model) | fields)
    return catalogue.save(made, by=by or editor(), now=now, citations=cites(*sources, finding=made.sentence()))


def _defaults(model):
    if model is IntakeValue:
        about = {"kind": "ul", "scope": "supplements", "amount": 25, "age_from": 228}
        return about | {"authority": authority()}
    if model is Interaction:
        about = {"happens": "medicine-less", "explained": "Less of the medicine is absorbed"}
        hours = {"before_from": 2, "after_from": 4, "after_to": 6}
        return about | hours | {"medicine": medicine(), "authority": authority()}
    return {
        Definition: {"text": "Zinc is a metal that the body needs."},
        StudiedDose: {"label": "A trial in colds", "low": 75},
        Caution: {
            "condition": "Kidney disease",
            "slug": "kidney-disease",
            "advice": "Ask a doctor first.",
            "care": "ask-first",
        },
        HowToTake: {"topic": "food", "advice": "Take it with food."},
        Food: {"name": "Oysters", "serving": "85 g", "amount": 32},
    }.get(model, {"name": "Nausea", "known": "It can make people feel sick."})


def placing(*blocks, by=None, **extra):
    """An article that places these: comparisons, or (substance, part)."""
    made = article(by=by, **extra)
    for position, block in enumerate(blocks, 20):
        about = {"parent": made, "region": "main", "ordering": position}
        if isinstance(block, Comparison):
            ComparisonTable.objects.create(comparison=block, **about)
        else:
            SubstanceFacts.objects.create(substance=block[0], part=block[1], **about)
    claims.sync(made, by=by or editor(), now=NOW)
    return made


def judge_all(of, **extra):
    """A supported verdict on every citation of a substance."""
    for citation in Citation.objects.present().filter(claim__in=Claim.objects.of(of)):
        judge(citation, **extra)


def published_comparison(**extra):
    """(comparison, its two forms, attribute, article, edition): one judged cell, live."""
    compared = comparison()
    first, second = [r.form for r in compared.rows.all()]
    asked = attribute(compared)
    cell(compared, first, asked, sources=[source()], text="About 4% of the dose")
    judge_all(compared.substance)
    carrying = placing(compared, **extra)
    edition = publish(carrying, now=later(5))
    carrying.refresh_from_db()
    return compared, (first, second), asked, carrying, edition

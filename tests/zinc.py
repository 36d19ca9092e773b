"""Zinc as published, with everything that a substance can have: what tools for readers are tested on."""

from supplements.models import (
    AdverseEffect,
    Caution,
    Definition,
    Food,
    HowToTake,
    IntakeValue,
    Interaction,
    StudiedDose,
)
from tests.builders import editor, later, publish, reviewer, source
from tests.supplement_builders import (
    attribute,
    authority,
    cell,
    comparison,
    form,
    judge_all,
    medicine,
    placing,
    receipt,
    row,
    substance,
)


class Zinc:
    """Zinc with three oral forms, one for the skin, and a row of every kind, published in two articles."""

    def __init__(self):
        self.by, self.zinc = editor(), substance("Zinc", slug="zinc")
        self.source = source("prasad1999")
        forms = [form(self.zinc, name, formula) for name, formula in (("Oxide", "ZnO"), ("Sulfate", "ZnSO4·7H2O"))]
        forms += [form(self.zinc, "Gluconate", "Zn(C6H11O7)2"), form(self.zinc, "Cream", "ZnO", route="skin")]
        self.oxide, self.sulfate, self.gluconate, self.cream = forms
        self.compared = comparison(self.zinc, forms=forms, slug="forms")
        as_goal = {"filter_as": "goal", "filter_label": "Sleep"}
        self.sleep = attribute(self.compared, "Sleep", "outcome", **as_goal)
        self.share = attribute(self.compared, "Zinc by weight", "computed", slug="share")
        steps = [("Poor", False), ("Good", True)]
        as_condition = {"filter_as": "condition", "filter_label": "Loose stool"}
        self.gut = attribute(self.compared, "Gut", "scale", steps=steps, **as_condition)
        self.bone = attribute(self.compared, "Bone", "outcome")
        self.cell = self._cell(self.oxide, self.sleep, effect="no-difference")
        self._cell(self.gluconate, self.sleep, effect="helps", text="9 minutes sooner")
        self._cell(self.sulfate, self.gut, step=self.gut.steps.get(label="Poor"))
        self._cell(self.oxide, self.gut, step=self.gut.steps.get(label="Good"))
        self._cell(self.cream, self.gut, step=self.gut.steps.get(label="Good"))
        cell(self.compared, self.sulfate, self.sleep, **receipt())
        self.rows()
        judge_all(self.zinc, by=reviewer())
        parts = ["intake", "doses", "interactions", "cautions"]
        self.article = placing(self.compared, *[(self.zinc, part) for part in parts], title="Choosing a form of zinc")
        publish(self.article, now=later(5))
        others = ["definition", "adverse-effects", "how-to-take", "foods"]
        self.second = placing(*[(self.zinc, part) for part in others], title="Zinc, in food")
        publish(self.second, now=later(6))

    def _cell(self, of, asked, **value):
        return cell(self.compared, of, asked, sources=[self.source], by=self.by, **value)

    def rows(self):
        def add(model, **fields):
            return row(model, self.zinc, sources=[self.source], by=self.by, **fields)

        us, efsa = authority("US"), authority("EFSA")
        add(IntakeValue, authority=us, kind="rda", scope="all", amount=11, sex="male")
        add(IntakeValue, authority=us, kind="rda", scope="all", amount=8, sex="female")
        add(IntakeValue, authority=us, amount=10)
        add(IntakeValue, authority=efsa, amount=7)
        add(StudiedDose)
        add(Interaction)
        add(Interaction, authority=efsa, before_from=3, after_from=3, after_to=None)
        add(Interaction, medicine=medicine("Water tablets"), before_from=None, after_from=None, after_to=None)
        self.kidney = add(Caution, outside_limits=True)
        add(Caution, condition="Coeliac disease", slug="coeliac", advice="Less is absorbed.", care="take-care")
        for model in (AdverseEffect, Definition, HowToTake):
            add(model)
        add(Food)
        add(Food, name="Beans", amount="2.2")

"""What the calculator answers: sums in words, and how the amount stands against intake values."""

from decimal import Decimal

from supplements import calculator, limits
from supplements.amounts import said

_ONE = Decimal(1)


class Answer:
    """asked: cleaned data of a CalculatorForm; form, compound: told. readings: [{head, big, words, standing}]."""

    def __init__(self, asked, form, compound, substance, reader):
        self.form, self.compound, self.substance, self.reader = form, compound, substance, reader
        self.unit = substance["unit"]
        self.amount, self.element = asked["amount"], asked["element"]
        self.tablets = asked["tablets"]
        self.fraction = Decimal(compound["fraction"])
        ways = {"compound": self._of_compound, "element": self._of_element, "label": self._of_label}
        self.readings = ways[asked["way"]]()
        self.label = self._label() if asked["way"] == "label" and self.element is not None else None

    @property
    def name(self):
        """“zinc sulfate, heptahydrate”"""
        form = f"{self.substance['said']} {self.form['name'][:1].lower()}{self.form['name'][1:]}"
        return f"{form}, {self.compound['name']}" if self.compound["name"] else form

    @property
    def share(self):
        return calculator.percent(self.fraction)

    @property
    def is_oral(self):
        return self.form["route"] == "oral"

    def _of_compound(self):
        element = calculator.element_in(self.amount, self.fraction)
        words = f"{self._said(self.amount)} of {self.name} × {self.share} = {self._said(element)} of {self.substance['said']}."
        return [self._reading(f"{self.substance['name']} itself", element, words)]

    def _of_element(self):
        compound = calculator.compound_for(self.amount, self.fraction)
        words = f"{self._said(self.amount)} of {self.substance['said']} ÷ {self.share} = {self._said(compound)} of {self.name}."
        return [self._reading("The compound", self.amount, words, shown=compound)]

    def _of_label(self):
        """Both things that one figure on a label can mean."""
        said_as, amount = self.substance["said"], self._said(self.amount)
        element = calculator.element_in(self.amount, self.fraction)
        compound = calculator.compound_for(self.amount, self.fraction)
        return [
            self._reading(
                f"If {amount} is the compound",
                element,
                f"Then {self._said(element)} of it is {said_as}: {self.share} of {self.name}.",
            ),
            self._reading(
                f"If {amount} is the {said_as} itself",
                self.amount,
                f"Then each portion must hold {self._said(compound)} of {self.name}: weigh one, or look at its size.",
            ),
        ]

    def _label(self):
        """What the label's second figure adds."""
        fractions = [Decimal(c["fraction"]) for c in self.form["compounds"] if c["fraction"]]
        name, of = f"{self.form['name'][:1].lower()}{self.form['name'][1:]}", self.substance["said"]
        known = {"fraction": self.fraction, "fractions": fractions, "name": name, "of": of}
        return calculator.label(self.amount, self.element, **known)

    def _reading(self, head, element, words, shown=None):
        """element: how much of the element one portion holds; shown: the figure that is asked for, if it is another."""
        big = element if shown is None else shown
        reading = {"head": head, "big": self._said(big), "words": words, "a_day": ""}
        daily = element * (self.tablets or _ONE)
        if self.tablets:
            reading["a_day"] = self._a_day(big, daily, shown)
        reading["standing"] = (
            [limits.standing(daily, row, self.unit) for row in self.reader.values] if self.is_oral else []
        )
        return reading

    def _a_day(self, big, daily, shown):
        total = f"{said(self.tablets)} a day × {self._said(big)} = {self._said(big * self.tablets)} a day"
        return (
            f"{total}." if shown is None else f"{total}, which holds {self._said(daily)} of {self.substance['said']}."
        )

    def _said(self, amount):
        return f"{said(amount)} {self.unit}"

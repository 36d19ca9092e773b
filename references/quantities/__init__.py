"""Numbers with their units, and which of a sentence stand in its passages too. Pure.

shapes.py      Quantity, Pair, Comparison
units.py       units as texts spell them, and what they measure
reading.py     the quantities of a text
comparing.py   which of them are the same
"""

from .comparing import compare, differs, equal
from .reading import quantities
from .shapes import Comparison, Pair, Quantity

__all__ = ["Comparison", "Pair", "Quantity", "compare", "differs", "equal", "quantities"]

"""A row of the catalogue about magnesium as a whole, and who says so. What the rows say:

intake.py      how much a day, and doses used in studies
medicines.py   with which medicines
advice.py      what it is, who should be careful, what can go wrong, how to take it

No food stands there: no figure on a food was confirmed.
"""

from dataclasses import dataclass

from .citing import Cites, Sure

US, EU, NORWAY, UK, STUDY = "us", "eu", "norway", "uk-magnaspartate", "study-1989"
AUTHORITIES = {
    US: {"name": "US Institute of Medicine, 1997", "short": "US"},
    EU: {"name": "European Union (EFSA, before it SCF)", "short": "EU"},
    NORWAY: {"name": "Norwegian Scientific Committee for Food Safety, 2016", "short": "Norway"},
    UK: {"name": "UK, product information of Magnaspartate, 2023", "short": "UK (Magnaspartate)"},
    STUDY: {"name": "Study with an antacid, 1989", "short": "Study, 1989"},
}


@dataclass(frozen=True)
class Fact:
    """A row about the substance. says: its fields; an authority, a medicine or a form by its slug."""

    key: str
    model: type
    says: dict
    cites: tuple[Cites, ...]
    sure: Sure | None = None

"""The demonstration: three articles, what they rest on, the catalogue that two of them carry, and how it all came to be published.

article.py, choosing.py, taking.py     the words of each, in reading order; for the first, what changed afterwards
evidence.py, …_evidence.py             what each of their claims rests on, and what the reviewer found
forms.py, comparison.py, cells.py      magnesium, its forms, and what is asked and known of each
facts.py                               the rest of the catalogue, in intake.py, medicines.py and advice.py
sources.py, more_sources.py            the studies and documents, and the passages read in them
prose.py, citing.py                    how words and evidence are written down
library.py, writing.py, filling.py     what the editor does with them
judging.py, reports.py                 what the reviewer and readers do
loading.py                             the people, and the acts in their order
"""

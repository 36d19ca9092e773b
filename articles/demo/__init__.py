"""The demonstration: one article, what it rests on, and how it came to be published.

sources.py     the studies and documents, and the passages read in them
evidence.py    what each claim rests on, and what the reviewer found
article.py     the words, in reading order, and what changed afterwards
prose.py       how those words are written down
loading.py     the people, and the acts in their order
"""

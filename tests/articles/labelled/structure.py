"""Sections hard and easy to read, links, and what health articles leave out."""

from tests.articles import frozen_content

from . import Case

HARD = [
    "Supplementation demonstrated statistically insignificant antinociceptive efficacy across heterogeneous populations, "
    "notwithstanding considerable methodological limitations of the underlying investigations, which themselves were "
    "predominantly characterised by insufficient statistical power, inadequate concealment of allocation and incomplete reporting.",
    "Although the bioavailability of organically complexed preparations is frequently asserted to be superior, comparative "
    "pharmacokinetic investigations remain inconclusive. Furthermore, gastrointestinal tolerability is predominantly "
    "determined by osmotically active residual concentrations within the intestinal lumen, irrespective of the preparation.",
    "Neuropathic components of chronic lumbar complaints, insofar as these can be diagnostically differentiated, are associated "
    "with central sensitisation, whose pharmacological modulation through antagonism at glutamatergic receptors constitutes the "
    "theoretical justification for intravenous administration in specialised rehabilitation facilities.",
    "Because the investigators neither standardised concomitant physiotherapeutic interventions nor documented analgesic "
    "consumption consistently, the observed differences between intervention and comparison groups cannot unequivocally be "
    "attributed to the administered mineral preparation itself, particularly considering the unblinded design.",
    "Individuals demonstrating significantly compromised renal elimination capacity, those concurrently receiving "
    "potassium-sparing diuretics, and individuals with atrioventricular conduction abnormalities necessitate individualised "
    "evaluation preceding any supplementation whatsoever, including apparently innocuous over-the-counter preparations.",
]
EASY = [
    "In one trial, people took a tablet each day for six weeks. Half of them got a dummy pill. At the end both groups had "
    "less pain. There was no clear gap between them. So we cannot tell if the tablet did any good at all.",
    "Your body needs this mineral. You get it from nuts, seeds, beans and leaves. Most of it sits in your bones. Your "
    "kidneys clear what you do not need. If they are weak, too much can stay in your blood, and that is a risk.",
    "Pain in the back is common. It mostly gets better with time. Keep moving if you can. Rest in bed does not help. See a "
    "doctor at once if your legs go weak or numb, or if you cannot hold your water. Do not wait for a pill to work.",
    "We looked at nine trials. They were small. Some found less pain, and some did not. Two were not fair, since all who took "
    "part knew what they were taking. That is why we are not sure. New trials may well change what we say here.",
    "Supplementation demonstrated insignificant efficacy.",
]


def _grade(said, expected):
    return Case("hard-to-read", said, expected, marked=False)


def _link(words, expected, href="https://example.org/a"):
    around = f'<p>Read {{}} <a href="{href}">{words}</a> too.</p>'
    return Case("link-text", "this", expected, marked=False, around=around)


def _unknown(expected, *blocks, **about):
    return Case("no-uncertainty", "Pain fell with magnesium.", expected, blocks=blocks, **about)


def _help(expected, *blocks, **article):
    return Case("no-help", "Pain fell with magnesium.", expected, blocks=blocks, article=article)


def _block(kind, text, /, **fields):
    return frozen_content.block(kind, id=f"{kind}-2", text=f"<p>{text}</p>", **fields)


def _heading(text):
    return frozen_content.block("text", id="text-2", text=f"<h2>{text}</h2><p>More.</p>")


def _mentioned(stance, expected):
    return Case("only-mentioned", "Yousef studied drips.", expected, stance=stance)


CASES = [
    *[_grade(text, True) for text in HARD],
    *[_grade(text, False) for text in EASY],
    _link("click here", True),
    _link("Here", True),
    _link("read more…", True),
    _link("https://example.org/a/very/long/address", True),
    _link("www.example.org", True),
    _link("", True),
    _link("this link", True),
    _link("the trial of 2013 in Anaesthesia", False),
    _link("what the kidneys do", False),
    _link("NHS page on back pain", False),
    _link("More on cramps in pregnancy", False),
    _link("Cochrane review", False),
    _link("How to read this page", False),
    _unknown(True),
    _unknown(True, _heading("What studies found")),
    _unknown(True, _block("unknowns", "")),
    _unknown(True, _block("callout", "Ask a doctor.", kind="note", title="Good to know")),
    _unknown(False, _block("unknowns", "We do not know if tablets help.")),
    _unknown(False, _heading("What we do not know")),
    _unknown(False, _heading("How sure is this?")),
    _unknown(False, _block("callout", "Much.", kind="note", title="What is still unclear")),
    _unknown(False, article={"health": False}),
    _unknown(False, claim={"kind": "composition"}),
    _help(True),
    _help(True, before_you_take_it="<p>Ask a doctor first if your kidneys are weak.</p>"),
    _help(True, _block("callout", "Weak kidneys clear less.", kind="warning", title="Kidneys")),
    _help(True, _heading("How pain begins")),
    _help(False, _block("callout", "Numb legs.", kind="help", title="")),
    _help(False, before_you_take_it="<p>Get help at once if your legs go numb.</p>"),
    _help(False, before_you_take_it="<p>See a doctor if the pain wakes you at night.</p>"),
    _help(False, _block("callout", "Call 112 if you cannot pass water.", kind="note", title="")),
    _help(False, _heading("When to see a doctor")),
    _help(False, health=False),
    _mentioned("mentions", True),
    _mentioned("supports", False),
    _mentioned("qualifies", False),
    _mentioned("contradicts", False),
]

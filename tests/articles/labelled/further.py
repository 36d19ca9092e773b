"""Sentences written after the rules about words, to see how these do on words that they were not made for.

FIRST_SIGHT is how they did before anything was mended for these sentences. It is nearer to what editors meet than the
figures over all labelled sentences.
"""

from . import Case
from .hedging import rated

FIRST_SIGHT = {
    "absolute": (1.00, 0.12),
    "hedge-too-strong": (0.83, 0.62),
    "studies-show": (1.00, 0.50),
    "unmarked-fact": (1.00, 0.50),
    "unnamed-study": (1.00, 0.25),
}
"""{code: (precision, recall)} over CASES on the day they were written."""


def _said(code, expected, *sentences, **about):
    return [Case(code, said, expected, **about) for said in sentences]


CASES = [
    *_said(
        "hedge-too-strong",
        True,
        "Taken daily, magnesium soothes a tense neck.",
        "Regular use leads to fewer migraine attacks.",
        "Magnesium works against leg cramps at night.",
        "Magnesium calms overactive nerves and so takes away pain.",
        "Adding magnesium to a painkiller makes the painkiller stronger.",
        "This mineral keeps discs healthy.",
        "A lack of magnesium is the reason for many backaches.",
        "With magnesium, wounds heal faster.",
        claim=rated("low"),
    ),
    *_said(
        "hedge-too-strong",
        False,
        "Magnesium could make a small difference to sleep.",
        "Some evidence points to less pain with magnesium.",
        "How magnesium affects sciatica has hardly been studied.",
        "Those who took magnesium reported less stiffness.",
        "Eighty people took part, and half of them had magnesium.",
        "It seems that magnesium lowers CRP a little.",
        "The two groups did equally well.",
        "If magnesium reduces pain at all, the effect is small.",
        claim=rated("low"),
    ),
    *_said(
        "absolute",
        True,
        "Nothing beats magnesium for a sore back.",
        "This is a foolproof way to sleep.",
        "You will definitely feel the difference.",
        "The perfect supplement for your spine.",
        "Magnesium is essential for everyone with back pain, without exception.",
        "It is the safest of all remedies.",
        "Science has proven that magnesium heals nerves.",
        "Say goodbye to pain for ever.",
    ),
    *_said(
        "absolute",
        False,
        "There is no proof that it works for everyone.",
        "No dose is safe for all kidneys.",
        "It is best taken with food.",
        "Doses were highest in the trial from Norway.",
        "The trial was the largest so far.",
        "Whether it is safe and effective in children is unknown.",
        "Do not expect a miracle.",
        "Pregnant women should never take it without asking a midwife.",
    ),
    *_said(
        "studies-show",
        True,
        "A growing body of research points to magnesium.",
        "It is well known from studies that stress eats up magnesium.",
        "Clinical studies prove the benefit for nerves.",
        "Researchers have confirmed the effect time and again.",
        "The science is clear: magnesium helps.",
        "Evidence suggests that creams work as well.",
        marked=False,
    ),
    *_said(
        "studies-show",
        False,
        "Good studies take years.",
        "Research into back pain is badly funded.",
        "The trials that we found were small.",
        "None of the trials showed what happens after a year.",
        "Experts were asked to rate the pain of others.",
        "If new studies show a benefit, this page will say so.",
        marked=False,
    ),
    *_said(
        "unmarked-fact",
        True,
        "Around a tenth of all sick days are due to back pain.",
        "Coffee drains magnesium from the body.",
        "Older people absorb less magnesium than younger ones.",
        "Vitamin D improves the uptake of magnesium.",
        "Cashews contain 74 mg in a handful.",
        "Long flights trigger cramps.",
        "Nine out of ten backs recover within six weeks.",
        "Magnesium oxide is the cheapest form and is poorly absorbed.",
        marked=False,
    ),
    *_said(
        "unmarked-fact",
        False,
        "Let us begin with the pain that lasts.",
        "Many people ask this.",
        "There are three questions to ask of every study.",
        "Placebo is what a tablet without medicine is called.",
        "The next part is about cramps.",
        "Small trials can mislead.",
        "Doing nothing is a choice as well.",
        "Choose a product that names its form, and skip the others.",
        "For two of these questions there is no answer yet.",
        "Suppose that 100 people take part.",
        marked=False,
    ),
    *_said(
        "unnamed-study",
        True,
        "Back in 2004 a team of doctors tested drips.",
        "As the Lancet wrote in 2018, most care is poor.",
        "Two German trials of 1998 and 2003 come to mind.",
        "Harvard researchers showed it in 2011.",
        marked=False,
    ),
    *_said(
        "unnamed-study",
        False,
        "The limit was set in 1997.",
        "A new trial is due to end in 2028.",
        "Since 2015 the advice has been the same.",
        "Several reviews are under way.",
        marked=False,
    ),
]

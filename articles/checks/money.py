"""Who pays, and are readers told?"""

from articles.paid_links import REL, is_paid

from .findings import Rule, Severity
from .sentences import paragraphs
from .speaking import is_denied, is_english, phrases, unquoted

PAID_LINK_UNDISCLOSED = Rule(
    "paid-link-undisclosed",
    Severity.BLOCK,
    "A link to a shop comes before any word about money",
    why="Readers may know who earns from their click before they click, not after. In the US and the EU that is the law.",
    mend="Say before the link that you may earn from it, or that you do not; or take the link out.",
    several="{n} links to shops come before any word about money.",
)
PAID_LINK_REL = Rule(
    "paid-link-rel",
    Severity.BLOCK,
    "A link to a shop is not marked as one",
    why="Search engines ask that paid links say so; others would pass for a recommendation.",
    mend="Save the text again: the mark is then set by itself.",
    several="{n} links to shops are not marked as such.",
)
PAID_LINK_PROMISES = Rule(
    "paid-link-promises",
    Severity.WARN,
    "A link to a shop promises an effect",
    why="What sells and what is known belong apart. The words of a link are read alone, without the evidence beside them.",
    mend="Let the link name the product or the shop, nothing else.",
    several="{n} links to shops promise an effect.",
)
DISEASE_CLAIM = Rule(
    "disease-claim-beside-shop",
    Severity.BLOCK,
    "A block that sells says that something treats a disease",
    why="Supplements may not be sold as treatment, and readers may buy instead of seeing a doctor.",
    mend="Move the link away from the sentence, or the sentence away from the link.",
    several="{n} sentences in blocks that sell say that something treats a disease.",
)

RULES = (PAID_LINK_UNDISCLOSED, PAID_LINK_REL, PAID_LINK_PROMISES, DISEASE_CLAIM)

_DISCLOSES = phrases(
    r"""
    commissions?
    affiliates?
    sponsored
    paid (?:links?|partnership|by)
    earn (?:\w+ ){0,3}(?:from|if|when|through|money|nothing)
    (?:are|is|was|were) (?:not )?paid
    advert(?:s|isements?|isers?|ising)?
    (?:gave|sent|given) us
    get (?:money|paid|nothing)
    no money
    (?:sponsors?|partners?) of (?:this|the) (?:site|page|article)
    """
)
_EFFICACY = phrases(
    r"""
    relie[fv]\w*|eases?|easing|sooth\w*|calm(?:s|ing)?|relax(?:es|ing)
    heal(?:s|ing)?|cures?|treats?|prevents?|stops?|ends?|fights?|restores?
    better sleep|sleep (?:better|deeper|well)
    reduces?|improves?|boosts?|strengthens?|stronger
    fast[- ]acting|works|effective|best|proven|miracle
    pain[- ]free|anti-?inflammatory
    """
)
_TREATS = phrases(
    r"""
    treat(?:s|ed|ing|ments? for)?|cur(?:es?|ed|ing)|heal(?:s|ed|ing)?|remed(?:y|ies) for
    prevent(?:s|ed|ing)?|reverse[sd]?|stops?|fights?|combats?
    reliev(?:es?|ed|ing)|relief from|eas(?:es?|ed|ing)
    gets? rid of|eliminat(?:es?|ing)|diagnos(?:es?|ing)
    """
)
_DISEASE = phrases(
    r"""
    arthritis|arthrosis|osteoarthritis|rheumati\w+|fibromyalgia|gout|lumbago|osteoporosis
    disc (?:hernia\w*|prolapse)|hernia\w*|sciatica|scoliosis|spondyl\w+|stenosis
    (?:back|nerve|joint|neck|chronic|muscle|leg|disc) pain|pain|cramps?|inflammation|neuralgia|neuropath\w+
    headaches?|migraines?|epilepsy|dementia|depression|anxiety|insomnia
    heart (?:attacks?|failure)|high blood pressure|hypertension|strokes?
    asthma|cancer|diabetes|disease|eczema|infections?
    """
)


def paid_links_are_disclosed(content, request):
    """A paid link in the reading order before any words that say who earns from it."""
    told = False
    for paragraph in paragraphs(content):
        end = next(_DISCLOSES.finditer(paragraph.text), None)
        for link in _paid(paragraph):
            if not told and (end is None or link.start < end.start()):
                message = f"The link “{link.words}” leads to a shop, and nothing before it says who earns from that."
                yield PAID_LINK_UNDISCLOSED.at(message, place=paragraph.place, quote=f"{link.words} {link.href}")
        told = told or end is not None


def paid_links_are_marked(content, request):
    for paragraph, link in _all_paid(content):
        if not set(REL) <= set(link.rel.lower().split()):
            message = f"The link “{link.words}” leads to a shop, and does not carry rel=“{' '.join(REL)}”."
            yield PAID_LINK_REL.at(message, place=paragraph.place, quote=f"{link.words} {link.href}")


def paid_links_promise_nothing(content, request):
    for paragraph, link in _all_paid(content) if is_english(content) else ():
        if found := _EFFICACY.search(link.words):
            message = f"The link “{link.words}” leads to a shop and promises something: “{found[0]}”."
            yield PAID_LINK_PROMISES.at(message, place=paragraph.place, quote=f"{link.words} {link.href}")


def blocks_that_sell_treat_no_disease(content, request):
    """“Treats”, “cures”, “prevents” and the name of a disease, in one sentence of a block that holds a paid link."""
    selling = {paragraph.place for paragraph, _ in _all_paid(content)}
    for paragraph in paragraphs(content) if is_english(content) and selling else ():
        for sentence in paragraph.sentences() if paragraph.place in selling else ():
            if (said := _treats(unquoted(sentence.text))) and not sentence.text.endswith("?"):
                message = f"“{said}” stands in a block with a link to a shop."
                yield DISEASE_CLAIM.at(message, place=sentence.place, quote=sentence.text)


def _treats(text):
    """What is said to be treated by something, in the words of the sentence, or ""."""
    for verb in _TREATS.finditer(text):
        disease = _DISEASE.search(text, verb.end(), verb.end() + 80)
        if disease and not is_denied(text, verb):
            return text[verb.start() : disease.end()]
    return ""


def _paid(paragraph):
    return [link for link in paragraph.links if is_paid(link.href)]


def _all_paid(content):
    return [(paragraph, link) for paragraph in paragraphs(content) for link in _paid(paragraph)]


CHECKS = (
    paid_links_are_disclosed,
    paid_links_are_marked,
    paid_links_promise_nothing,
    blocks_that_sell_treat_no_disease,
)

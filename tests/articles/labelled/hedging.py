"""Sentences that are surer than the evidence, and sentences that are not."""

from tests.articles import frozen_content

from . import Case


def rated(level, direction="for", **extra):
    return {"certainty": frozen_content.certainty(level, direction), **extra}


def _too_strong(said, level, direction="for", **extra):
    return Case("hedge-too-strong", said, True, claim=rated(level, direction, **extra))


def _fits(said, level, direction="for", **extra):
    return Case("hedge-too-strong", said, False, claim=rated(level, direction, **extra))


def _unrated(said, expected, **claim):
    return Case("unrated-benefit", said, expected, claim=claim)


def _conclusion(said, body, expected, **claim):
    block = frozen_content.block("conclusion", id="conclusion-1", text=f"<p>{said}</p>")
    return Case("stronger-than-body", body, expected, claim=claim, blocks=(block,))


def _title(said, body, expected):
    return Case("stronger-than-body", body, expected, article={"title": said})


def _summary(said, body, expected):
    return Case("stronger-than-body", body, expected, article={"summary": f"<p>{said}</p>"})


CASES = [
    _too_strong("Magnesium reduces back pain.", "moderate"),
    _too_strong("Magnesium reduces back pain.", "low"),
    _too_strong("Magnesium tablets help older people to sleep.", "very-low"),
    _too_strong("Magnesium probably eases cramps in pregnancy.", "low"),
    _too_strong("Taking magnesium will shorten a migraine attack.", "low"),
    _too_strong("Magnesium may prevent muscle cramps.", "very-low"),
    _too_strong("Magnesium citrate is absorbed better than magnesium oxide.", "very-low", kind="mechanism"),
    _too_strong("Supplements lower CRP in the blood.", "high", "mixed"),
    _too_strong("Magnesium is effective for sciatica.", "low"),
    _too_strong("Research has shown that magnesium strengthens bones.", "low"),
    _too_strong("Magnesium does not help with a sore back.", "low"),
    _too_strong("Magnesium oil relieves stiff muscles.", "very-low", "against"),
    _too_strong("Glycinate eases nerve pain.", "", "none-found"),
    _too_strong("This form is safe in pregnancy.", "very-low", kind="safety"),
    _too_strong("Drips of magnesium speed up recovery after an operation.", "moderate"),
    _too_strong("Magnesium makes the pain of a slipped disc go away.", "low"),
    _fits("Magnesium reduces the need for painkillers after an operation.", "high"),
    _fits("Magnesium probably makes little difference to cramps in older adults.", "moderate"),
    _fits("Magnesium may ease back pain a little.", "low"),
    _fits("We do not know if magnesium tablets ease back pain.", "very-low"),
    _fits("Magnesium may raise bone density, but the evidence is very uncertain.", "very-low"),
    _fits("In one trial with 80 people, pain fell more with magnesium than with placebo.", "low"),
    _fits("A review of nine trials found no clear effect on lasting pain.", "very-low", "mixed"),
    _fits("It is not known whether creams raise magnesium in the blood.", "", "none-found"),
    _fits("Too much magnesium causes diarrhoea.", "low", kind="safety"),
    _fits("Labels say that glycinate eases pain.", "low", voice="reported", reported_by="labels"),
    _fits("Magnesium is likely to shorten the time to fall asleep.", "moderate"),
    _fits("Sleep might improve in some older adults.", "low"),
    _fits("Older adults on magnesium fell asleep 17 minutes sooner than those on placebo.", "very-low"),
    _fits("No trial shows that tablets help with back pain.", "low"),
    _fits("The adult limit for supplements is 350 mg a day.", "moderate", kind="dose"),
    _fits("Nobody has tested whether glycinate eases back pain.", "very-low"),
    _unrated("Magnesium relieves lower back pain.", True),
    _unrated("Magnesium supplements improve sleep.", True),
    _unrated("Magnesium glycinate is effective against muscle spasms.", True),
    _unrated("A daily tablet prevents migraine.", True),
    _unrated("Studies have shown that magnesium reduces nerve pain.", True),
    _unrated("Magnesium lowers the risk of stroke.", True),
    _unrated("Magnesium may relieve lower back pain.", False),
    _unrated("In a trial with 46 older people, sleep improved more with magnesium.", False),
    _unrated("Magnesium does not relieve cramps.", False),
    _unrated("Half of the magnesium in the body is in bone.", False, kind="composition"),
    _unrated("Magnesium reduces back pain.", False, **rated("low")),
    _unrated("Sellers say that magnesium cures insomnia.", False, voice="reported", reported_by="sellers"),
    _unrated("Pain fell by 2 points in people who took it.", False),
    _conclusion("Magnesium eases back pain.", "In one trial with 80 people, pain fell with magnesium.", True),
    _conclusion("So magnesium works for a sore back.", "Magnesium may ease back pain a little.", True),
    _conclusion("Magnesium probably improves sleep.", "Sleep may improve with magnesium in older adults.", True),
    _conclusion("Taking magnesium helps you sleep.", "It is uncertain whether magnesium improves sleep.", True),
    _title("Magnesium relieves back pain", "One review of nine trials could not say if pain fell.", True),
    _summary("Magnesium prevents cramps.", "A review found no clear difference in cramps.", True),
    _summary("Magnesium supplements strengthen bones.", "Higher intake may go with denser bones.", True),
    _conclusion("Magnesium may ease back pain.", "In one trial with 80 people, pain fell with magnesium.", False),
    _conclusion("Magnesium reduces pain after operations.", "Magnesium reduces pain after operations.", False),
    _conclusion("We do not know if magnesium eases back pain.", "Magnesium may ease back pain.", False),
    _conclusion("Ask whoever treats your back.", "Magnesium may ease back pain.", False),
    _conclusion("Magnesium does not cure back pain.", "A review found no clear difference in pain.", False),
    _title("Does magnesium ease back pain?", "In one trial with 80 people, pain fell with magnesium.", False),
    _title("Magnesium and the spine", "Magnesium may ease back pain.", False),
    _summary("The trials give no clear answer.", "A review found no clear difference in pain.", False),
    _summary("Magnesium is sold for sore backs.", "Magnesium may ease back pain.", False),
]

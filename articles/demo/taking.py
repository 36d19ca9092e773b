"""The words of the article on taking it, in reading order. How they are written down: see `prose.py`.

What each claim rests on stands in `taking_evidence.py`; what the catalogue says in `intake.py`, `medicines.py`, `advice.py`.
"""

from decimal import Decimal

TITLE = "Taking magnesium safely"
SLUG = "taking-magnesium-safely"
TOPICS = {"supplements": "Supplements", "safety": "Safety"}

ANSWER = """
[[take-answer-limit: For adults, the US limit is 350 mg of magnesium a day from supplements and medicines.]] If your kidneys or
your heart are not well, ask a doctor first.
"""

BEFORE_YOU_TAKE_IT = """
- **Kidneys.** [[take-before-kidneys: The UK document for one magnesium powder says it must not be used when the kidneys are
  very weak.]] If you have any kidney disease, ask a doctor first.
- **Heart.** [[take-before-heart: That UK document also rules it out when signals in the heart are disturbed (a slow
  heartbeat).]]
- **Other medicines.** [[take-before-apart: It says to leave 2 to 3 hours between magnesium and other medicines if you can.]]
  Some need more time: see the list below.
- **Children.** [[take-before-children: For children of 1 to 3 years the US limit is 65 mg a day from supplements and
  medicines.]] Ask a doctor before you give them any.
- **Pregnancy.** We read too little to say if magnesium tablets are safe or useful in pregnancy. Ask your midwife or doctor.
- **Your gut.** [[take-before-gut: Diarrhoea is the most common unwanted effect of magnesium supplements.]]

If you feel ill after you take magnesium, stop and get medical advice.
"""

SUMMARY = """
Three questions come first. Are your kidneys and your heart well? What other medicines
do you take? How much magnesium do you swallow in a day?

[[take-summary-scope: The US limit counts supplements and medicines only; the amount that is advised counts food too.]] That is
why the limit can be the smaller of the two.

[[take-summary-medicines: Magnesium and other medicines may change how much of each other is taken up.]] That is why people
are told to leave some hours between them.
"""

BLOCKS = [
    {
        "block": "key points",
        "text": """
- [[take-key-need: In the US, adults over 30 are advised to get 420 mg a day (men) or 320 mg (women), with food included.]]
- [[take-key-limits: A European committee set the limit for supplements at 250 mg a day.]] That is lower than the US limit.
- [[take-key-sleep: A trial on sleep used 500 mg a day.]] That is above both limits.
- [[take-key-stop: If you get diarrhoea, the UK document for one powder says to stop for a while and begin again with less.]]
- No distance in hours makes up for asking a pharmacist who knows all your medicines.
""",
    },
    {"block": "facts", "part": "definition"},
    {
        "block": "text",
        "text": """
## How much is too much

### Need and limit count different things

What is advised counts everything in a day: food, drink and tablets. The limit leaves food out.
[[take-limit-norway: A Norwegian committee came to the same limit as the US, 350 mg a day in supplements.]]
[[take-limit-europe: The European committee stopped at 250 mg a day, for salts that dissolve readily.]] It had seen what more can
do: [[take-mild: mild diarrhoea was seen from 360 to 365 mg a day on.]]

We could not confirm a limit of the United Kingdom, so none stands here.

### Doses in studies

Some of the doses in the chart are above the limit. They were used in studies, where people are watched. They are not advice.

The chart shows two bars. One adds up food and supplement, against what is advised. The other holds the supplement alone, against
the limit.
""",
    },
    {
        "block": "facts",
        "part": "dose-chart",
        "title": "A day in a chart",
        "example_food": Decimal(250),
        "example_dose": Decimal(100),
    },
    {
        "block": "text",
        "text": """
## Magnesium and your medicines

[[take-mutual: Magnesium and other medicines can change how much of each other is absorbed,]] says the UK document that we read. It
is about one product. Others may give other hours.

The hours can matter a lot. [[take-cipro: When an antacid with magnesium and aluminium was taken 2 hours before the antibiotic
ciprofloxacin, the body took up only 23.2% of the usual amount.]] [[take-cipro-gap: Taken 6 hours before it or 2 hours after it,
the antacid made no difference.]] So for this medicine, a few hours before are not enough. The antacid held aluminium too. So we
cannot tell how much of this was due to magnesium.

[[take-losses: Some water tablets and stomach drugs make the body lose more magnesium.]] Do not stop them on your own. Ask
whoever prescribed them.
""",
    },
    {"block": "facts", "part": "interactions"},
    {
        "block": "text",
        "text": """
## What was seen in patients

[[take-hospital: In a study of 320 patients in hospital on magnesium oxide, 23% had too much magnesium in the blood.]]
[[take-constipation: In another, of 193 people who took oxide for constipation, 5.2% had a level of 3.0 mg/dL or more.]]
[[take-weaker: In both studies weaker kidneys went along with a higher level.]] These were patients. Healthy people may differ.
""",
    },
    {"block": "facts", "part": "cautions"},
    {
        "block": "callout",
        "kind": "help",
        "title": "When to get help",
        "text": """
If you feel very weak, faint or confused, or your heart beats slowly, call an ambulance. Tell the people who help
you that you take magnesium, and how much.
""",
    },
    {"block": "facts", "part": "adverse-effects"},
    {"block": "facts", "part": "how-to-take"},
    {
        "block": "text",
        "text": """
## Food, and vitamin D

We could not confirm how much magnesium single foods hold, so no list of foods stands here yet. [[take-food: In studies that only
watched people, those who took in more magnesium with food tended to have less CRP, a sign of inflammation.]] That is about food.
It does not tell what a tablet does.

[[take-enzymes: All enzymes that process vitamin D seem to need magnesium.]] [[take-both-ways: In a trial with 180 people, magnesium
raised vitamin D in the blood where it was low and lowered it where it was high.]] So more is not always more.
""",
    },
    {
        "block": "question",
        "question": "Does the magnesium in my food count towards the limit?",
        "answer": """
No. [[take-ask-food: For adults, the US limit is 350 mg a day from supplements and medicines; food is not counted.]] It
counts towards the amount that is advised.
""",
    },
    {
        "block": "question",
        "question": "May I take more than the limit?",
        "answer": """
Only if a doctor tells you to, and watches you. [[take-ask-more: The dose of the sleep trial, 500 mg a day, was given to 46 people
for eight weeks.]] That is too few and too short to know that it is safe for you.
""",
    },
    {
        "block": "question",
        "question": "I take an antibiotic. Can I go on with magnesium?",
        "answer": """
Ask your pharmacist first. [[take-ask-tetracycline: For tetracycline, the UK document says 2 to 3 hours apart or more.]] For
ciprofloxacin the study above points to a longer gap. If you take an antibiotic for a few days only, it may be easier to leave
magnesium out for that time.
""",
    },
    {
        "block": "question",
        "question": "What about my bone drug or my iron tablets?",
        "answer": """
[[take-ask-bones: The UK document asks for 3 to 4 hours before or after alendronate, risedronate and iron.]] Other documents
may ask for other hours. Follow the leaflet of your own medicine.
""",
    },
    {
        "block": "unknowns",
        "text": """
- [[take-unknown-dose: We do not know which dose, if any, helps a painful back.]]
- We do not know if the US limit holds in pregnancy. We could confirm that only in part.
- We do not know how far apart to take magnesium and ciprofloxacin where there is no aluminium in the tablet.
- We do not know of long trials that watched for harm. Nobody has searched for them here yet.
""",
    },
    {
        "block": "conclusion",
        "text": """
Know your kidneys, your heart and your medicines before you begin. [[take-end-limit: For adults, the US limit is 350 mg a day from
supplements and medicines.]] Keep some hours between magnesium and your other medicines, and ask a pharmacist which ones need more.
""",
    },
]

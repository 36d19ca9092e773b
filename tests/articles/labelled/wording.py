"""Sentences said without care, and sentences that only look like it."""

from tests.articles import frozen_content

from . import Case


def _absolute(said, expected, **about):
    return Case("absolute", said, expected, **about)


def _up_front(said, expected, place="summary"):
    return Case("absolute-up-front", "Two trials were read.", expected, article={place: said})


def _last(said, expected):
    block = frozen_content.block("conclusion", id="conclusion-1", text=f"<p>{said}</p>")
    return Case("absolute-up-front", "Two trials were read.", expected, blocks=(block,))


def _studies(said, expected, **about):
    return Case("studies-show", said, expected, **{"marked": False, **about})


def _named(said, expected, **about):
    return Case("unnamed-study", said, expected, **{"marked": False, **about})


def _fact(said, expected, **about):
    return Case("unmarked-fact", said, expected, **{"marked": False, **about})


CASES = [
    _absolute("Magnesium eliminates back pain.", True),
    _absolute("Glycinate is the ideal form for a sore back.", True),
    _absolute("Glycinate is the best form of magnesium.", True),
    _absolute("It is a safe and effective remedy for cramps.", True),
    _absolute("Magnesium is clinically proven to relax muscles.", True),
    _absolute("For many, this mineral is a miracle.", True),
    _absolute("Magnesium has no side effects.", True),
    _absolute("Creams are completely safe.", True),
    _absolute("Everyone should take magnesium.", True),
    _absolute("It always works within a week.", True),
    _absolute("Magnesium cures chronic pain.", True),
    _absolute("Relief is guaranteed after one month.", True),
    _absolute("Magnesium is without doubt good for the spine.", True),
    _absolute("It is the most bioavailable form.", True),
    _absolute("Pumpkin seeds are a superfood for your back.", True),
    _absolute("Magnesium is not a miracle.", False),
    _absolute("It has not been proven to help.", False),
    _absolute("The kidneys eliminate magnesium from the blood.", False),
    _absolute("No form is best for everyone.", False),
    _absolute("The best evidence comes from trials in which nobody knew who took what.", False),
    _absolute("Always ask a pharmacist first.", False),
    _absolute("Sellers call it a “miracle mineral”.", False),
    _absolute("Is it safe and effective?", False),
    _absolute("Labels promise complete relief and no side effects.", False, claim={"voice": "reported"}),
    _absolute("Nothing is guaranteed.", False),
    _absolute("People with an ideal body weight were left out.", False),
    _absolute("At best, pain fell by one point.", False),
    _absolute("In this trial nobody had side effects.", False),
    _absolute("A tablet a day will not eliminate your pain.", False),
    _absolute("Larger trials are the best way to find out.", False),
    _up_front("<p>Magnesium is a proven remedy for back pain.</p>", True),
    _up_front("<p>It is the ideal supplement for your spine.</p>", True, "answer"),
    _up_front("Magnesium: the miracle mineral for your back", True, "title"),
    _up_front("<p>A resounding yes: magnesium works.</p>", True, "answer"),
    _last("Magnesium is safe and effective for everyone.", True),
    _last("In the end, this is the best supplement for back pain.", True),
    _up_front("<p>Magnesium is not a proven help for a painful back.</p>", False),
    _up_front("<p>Magnesium helped some people a little.</p>", False),
    _up_front("Is magnesium the best remedy for back pain?", False, "title"),
    _up_front("<p>There is no miracle cure for a sore back.</p>", False),
    _last("Magnesium is no cure-all.", False),
    _last("Talk it over with a doctor you trust.", False),
    _studies("Studies show that magnesium relaxes muscles.", True),
    _studies("Research has shown that tablets work within days.", True),
    _studies("Experts agree that everyone needs more magnesium.", True),
    _studies("Magnesium has been shown to calm the nerves.", True),
    _studies("According to recent research, glycinate is gentle.", True),
    _studies("Many clinical trials confirm the effect on pain.", True),
    _studies("Scientists have found that stress uses up magnesium.", True),
    _studies("Numerous studies suggest a link with sleep.", True),
    _studies("Studies show that it helps.", True, marked=True, stance="mentions"),
    _studies("Doctors recommend magnesium for sore backs.", True),
    _studies("No studies show that glycinate eases pain.", False),
    _studies("What do studies show?", False),
    _studies("This page tells what studies have found.", False),
    _studies("Studies show that pain fell.", False, marked=True),
    _studies("Studies disagree, as you will see below.", False),
    _studies("Few trials found any harm.", False),
    _studies("Scientists are still looking for an answer.", False),
    _studies("Studies show less pain", False, around='<p><a href="https://doi.org/10.1000/1">{}</a>.</p>'),
    _studies("Nobody can say yet whether trials will show an effect.", False),
    _studies("Ask your doctor what the evidence says about your case.", False),
    _studies("Here is what research has found:", False),
    _named("A 2013 study in Egypt found less pain.", True),
    _named("The result was published in the Journal of Pain.", True),
    _named("Smith et al. reported less pain.", True),
    _named("A trial from 2019 found no difference.", True),
    _named("Magnesium blocks pain signals (Fischer, 2016).", True),
    _named("A 2021 meta-analysis settled the question.", True),
    _named("It was published in Pain Medicine in 2018.", True),
    _named("According to the journal Nutrients, half of us get too little.", True),
    _named("In a 2020 randomised controlled trial, sleep got better.", True),
    _named("A review of 2017 looked at creams.", True),
    _named("In 2020, 619 million people had low back pain.", False),
    _named("A 2013 study found less pain.", False, marked=True),
    _named("This page was last changed in 2026.", False),
    _named("A small study found less pain.", False),
    _named("Yousef's trial in Anaesthesia of 2013 is small.", False, others=(frozen_content.claim("x"),)),
    _named("The 2019 review", False, around='<p><a href="https://doi.org/10.1000/1">{}</a> is free to read.</p>'),
    _named("Keep a journal of your pain for two weeks.", False),
    _named("The law has been in force since 2006.", False),
    _named("The next review of this page is due in 2027.", False),
    _named("The report has 2000 words.", False),
    _fact("About 60% of the body's magnesium is in bone.", True),
    _fact("Low back pain affects 619 million people.", True),
    _fact("One in four adults gets too little magnesium.", True),
    _fact("Stress lowers magnesium in the blood.", True),
    _fact("Citrate is absorbed better than oxide.", True),
    _fact("Back pain is linked to poor sleep.", True),
    _fact("Most people get enough magnesium from food.", True),
    _fact("A handful of almonds holds 80 mg of magnesium.", True),
    _fact("Oxide causes diarrhoea more often than glycinate.", True),
    _fact("Magnesium tablets ease tense muscles.", True),
    _fact("Women have back pain more often than men.", True),
    _fact("The effect lasts for six hours or 8 hours at most.", True),
    _fact("Low magnesium is caused by long use of stomach medicines.", True),
    _fact("Runners lose twice as much magnesium in summer.", True),
    _fact("Does magnesium reduce pain?", False),
    _fact("Take it with food if your stomach is upset.", False),
    _fact("Magnesium is a mineral that the body needs.", False),
    _fact("We read two trials with 320 people.", False),
    _fact("Ask your doctor before you take more than 350 mg.", False),
    _fact("Nobody knows whether creams reduce pain.", False),
    _fact("Back pain is hard to live with.", False),
    _fact("Magnesium reduces pain", False, around="<h2>{}</h2><p>More below.</p>"),
    _fact("An RCT is a trial in which chance decides who gets what.", False),
    _fact("If you take 400 mg, count the magnesium in your antacid too.", False),
    _fact("Talk to a pharmacist first.", False),
    _fact("This page has three parts.", False),
    _fact("Oxide reduces pain", False, around='<p>See <a href="https://doi.org/10.1000/1">{}</a>.</p>'),
    _fact("You may want to wait for two weeks before you judge it.", False),
    _fact("Here is what to look for on a label:", False),
    _fact("Pain is more than a signal.", False),
    _fact("A better blood test is not the same as less pain.", False),
]

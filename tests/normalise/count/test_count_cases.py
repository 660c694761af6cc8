"""A table of sentences: what the number in each counts, how many, and whether it is a total over several incidents."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.extraction import Extraction
from dateline.domain.value import Count, CountScope, Measure, Quantity
from dateline.normalise.count import CountNormaliser
from tests import build

pytestmark = pytest.mark.model

#: Sentence; the words of the quantity, with what they count after a bar; the measure that an extractor gives; what is read.
#: "killed 3-" is at least three, "~" approximate, "total" a running total, "" no count.
CASES = [
    # bounds
    ("Shells killed 27 villagers.", "27|villagers", "killed", "killed 27-27"),
    ("Shells killed twenty-seven villagers.", "twenty-seven|villagers", "killed", "killed 27-27"),
    ("Shells killed at least 27 villagers.", "27|villagers", "killed", "killed 27-"),
    ("Shells killed more than 27 villagers.", "27|villagers", "killed", "killed 27-"),
    ("Shells killed over 27 villagers.", "27|villagers", "killed", "killed 27-"),
    ("Shells killed no fewer than 27 villagers.", "27|villagers", "killed", "killed 27-"),
    ("Shells killed 27 or more villagers.", "27|villagers", "killed", "killed 27-"),
    ("Shells killed upwards of 300 villagers.", "300|villagers", "killed", "killed 300-"),
    ("Shells killed up to 27 villagers.", "27|villagers", "killed", "killed -27"),
    ("Shells killed as many as 170 villagers.", "170|villagers", "killed", "killed -170"),
    ("Shells killed fewer than 30 villagers.", "30|villagers", "killed", "killed -30"),
    ("Shells killed no more than 30 villagers.", "30|villagers", "killed", "killed -30"),
    ("Shells killed about 30 villagers.", "30|villagers", "killed", "killed 30-30 ~"),
    ("Shells killed around 30 villagers.", "30|villagers", "killed", "killed 30-30 ~"),
    ("Shells killed some 30 villagers.", "30|villagers", "killed", "killed 30-30 ~"),
    ("Shells killed an estimated 30 villagers.", "30|villagers", "killed", "killed 30-30 ~"),
    ("Shells killed nearly 200 villagers.", "200|villagers", "killed", "killed 200-200 ~"),
    ("Shells killed 30 or so villagers.", "30|villagers", "killed", "killed 30-30 ~"),
    ("Shells killed between 10 and 15 villagers.", "10|villagers", "killed", "killed 10-15"),
    ("Shells killed 10 to 15 villagers.", "10|villagers", "killed", "killed 10-15"),
    ("Shells killed two or three villagers.", "two|villagers", "killed", "killed 2-3 ~"),
    # vague numbers
    ("Shells killed a couple of villagers.", "a couple|villagers", "killed", "killed 2-2 ~"),
    ("Shells killed several villagers.", "several|villagers", "killed", "killed 3- ~"),
    ("Shells killed a few villagers.", "a few|villagers", "killed", "killed 3- ~"),
    ("Shells killed a handful of villagers.", "a handful|villagers", "killed", "killed 3- ~"),
    ("Shells killed a dozen villagers.", "a dozen|villagers", "killed", "killed 12-12"),
    ("Shells killed half a dozen villagers.", "half a dozen|villagers", "killed", "killed 6-6"),
    ("Shells killed two dozen villagers.", "two dozen|villagers", "killed", "killed 24-24"),
    ("Shells killed dozens of villagers.", "dozens|villagers", "killed", "killed 24- ~"),
    ("Shells killed scores of villagers.", "scores|villagers", "killed", "killed 40- ~"),
    ("Shells killed hundreds of villagers.", "hundreds|villagers", "killed", "killed 200- ~"),
    ("Shells killed several hundred villagers.", "several hundred|villagers", "killed", "killed 300- ~"),
    ("Shells killed thousands of villagers.", "thousands|villagers", "killed", "killed 2000- ~"),
    (
        "Fighting displaced tens of thousands of villagers.",
        "tens of thousands|villagers",
        "displaced",
        "displaced 20000- ~",
    ),
    (
        "Fighting displaced half a million villagers.",
        "half a million|villagers",
        "displaced",
        "displaced 500000-500000",
    ),
    ("Fighting displaced 1.5 million villagers.", "1.5 million|villagers", "displaced", "displaced 1500000-1500000"),
    ("Fighting displaced 12,400 villagers.", "12,400|villagers", "displaced", "displaced 12400-12400"),
    # none
    ("Shells caused no deaths.", "no|deaths", "killed", "killed 0-0"),
    ("No one was hurt when the mortar fell.", "No one", "injured", "injured 0-0"),
    ("Nobody was injured in the blast.", "Nobody", "injured", "injured 0-0"),
    ("None of the guards was killed.", "None", "killed", "killed 0-0"),
    ("Not a single villager was wounded.", "Not a single|villager", "injured", "injured 0-0"),
    ("There were zero fatalities.", "zero|fatalities", "killed", "killed 0-0"),
    # one person or thing without a number
    ("Shells killed a guard.", "a|guard", "killed", "killed 1-1"),
    ("Shells killed the guard.", "the guard", "killed", "killed 1-1"),
    ("Shells killed another guard.", "another|guard", "killed", "killed 1-1"),
    ("Shells killed his brother.", "his brother", "killed", "killed 1-1"),
    ("Shells killed one guard.", "one|guard", "killed", "killed 1-1"),
    ("Shells killed her.", "her", "killed", "killed 1-1"),
    ("Shells killed Musa Bello.", "Musa Bello", "killed", "killed 1-1"),
    ("A mine killed a 10-year-old girl.", "a 10-year-old girl", "killed", "killed 1-1"),
    ("The third man was killed.", "The third man", "killed", "killed 1-1"),
    ("Rebels abducted a priest.", "a priest", "abducted", "abducted 1-1"),
    ("Police arrested the mayor.", "the mayor", "arrested", "arrested 1-1"),
    ("A driver was wounded.", "A driver", "injured", "injured 1-1"),
    # two and more told without a number
    ("Shells killed a guard and a driver.", "a guard and a driver", "killed", "killed 2-2"),
    ("Gunmen killed his wife and their daughter.", "his wife and their daughter", "killed", "killed 2-2"),
    ("Gunmen killed a teacher, a nurse and a driver.", "a teacher, a nurse and a driver", "killed", "killed 3-3"),
    ("Both guards were killed.", "Both|guards", "killed", "killed 2-2"),
    ("Gunmen killed the couple.", "the couple", "killed", "killed 2-2"),
    ("Gunmen killed the twins.", "the twins", "killed", "killed 2-2"),
    # not said how many
    ("Shells killed guards.", "guards", "killed", ""),
    ("Shells killed the guards.", "the guards", "killed", ""),
    ("Shells killed a family.", "a family", "killed", ""),
    ("Gunmen attacked a group.", "a group", "killed", ""),
    ("Shells wounded the crowd.", "the crowd", "injured", ""),
    ("Gunmen killed a guard and villagers.", "a guard and villagers", "killed", ""),
    # numbers that count no people
    ("Shells hit 30 percent of them.", "30", "killed", ""),
    ("Shells hit 40% of the houses.", "40", "buildings", ""),
    ("Shells fell for three hours.", "three", "strikes", ""),
    ("Shells fell in 2011.", "2011", "killed", ""),
    ("The town lies 30 km away.", "30", "killed", ""),
    ("Musa Bello, 22, was killed.", "22", "killed", ""),
    ("Musa Bello,16, was killed.", "16", "killed", "killed 1-1"),
    ("Musa Bello, 22 was shot.", "22", "injured", ""),
    ("Gunmen killed a boy, 14; his mother fled.", "14", "killed", ""),
    ("Brigade 47 fired on Flight 370.", "370", "killed", ""),
    ("The guard was shot at 95 Old Station Road.", "95", "injured", ""),
    ("The guard was shot in the 3700 block of the market.", "3700", "injured", ""),
    ("Channel 6's reporter saw the dead.", "6", "killed", ""),
    ("Photo 3 of 10 shows the dead guard.", "3", "killed", ""),
    ("Photo 3 of 10 shows the dead guard.", "10", "killed", ""),
    ("The third attack killed guards.", "third", "strikes", ""),
    ("An additional five guards were hurt.", "An additional|five guards", "injured", ""),
    ("He shot a total of 15 villagers.", "a|total", "injured", ""),
    # money is money
    ("Robbers took $3 million.", "3 million", "killed", "money 3000000-3000000"),
    ("Robbers took 500 dollars.", "500", "weapons", "money 500-500"),
    ("Kidnappers asked for €20,000.", "20,000", "abducted", "money 20000-20000"),
    # the words beside the number say what befell the counted
    ("Two guards were killed and four others wounded.", "Two|guards", "injured", "killed 2-2"),
    ("Two guards were killed and four others wounded.", "four|others", "killed", "injured 4-4"),
    ("Two are dead and five wounded after the raid.", "five", "killed", "injured 5-5"),
    ("Two dead, five wounded in the raid.", "Two", "injured", "killed 2-2"),
    ("Two dead, five wounded in the raid.", "five", "killed", "injured 5-5"),
    ("The raid left two guards dead.", "two|guards", "injured", "killed 2-2"),
    ("The raid left three guards injured and one dead.", "three|guards", "killed", "injured 3-3"),
    ("Gunmen opened fire, killing one guard and wounding four.", "one|guard", "injured", "killed 1-1"),
    ("Gunmen opened fire, killing one guard and wounding four.", "four", "killed", "injured 4-4"),
    ("The blast seriously injured four others.", "four|others", "killed", "injured 4-4"),
    ("Five guards were fatally wounded.", "Five|guards", "injured", "killed 5-5"),
    ("Two boys were fatally shot.", "Two|boys", "injured", "killed 2-2"),
    ("Gunmen fatally shot two guards.", "two|guards", "injured", "killed 2-2"),
    ("Six guards were shot, one fatally.", "one", "injured", "killed 1-1"),
    ("Six guards were shot, two of them fatally.", "two", "injured", "killed 2-2"),
    ("Four guards were shot and killed.", "Four|guards", "injured", "killed 4-4"),
    ("Four guards were shot and wounded.", "Four|guards", "killed", "injured 4-4"),
    ("Four guards were shot dead.", "Four|guards", "injured", "killed 4-4"),
    ("Four guards were found shot to death.", "Four|guards", "injured", "killed 4-4"),
    ("Three victims have gunshot wounds.", "Three|victims", "killed", "injured 3-3"),
    ("Four villagers are nursing their wounds.", "Four|villagers", "killed", "injured 4-4"),
    ("A guard was shot in the leg.", "A|guard", "killed", "injured 1-1"),
    ("Two guards are in critical condition.", "Two|guards", "killed", "injured 2-2"),
    ("Two guards were dead and two others in the hospital.", "two|others", "killed", "injured 2-2"),
    ("Three guards were hospitalized after the ambush.", "Three|guards", "killed", "injured 3-3"),
    ("Five shot in a raid on the bank.", "Five", "strikes", "injured 5-5"),
    ("Soldiers fired five shots.", "five|shots", "strikes", "strikes 5-5"),
    ("One of the guards was killed.", "One|the guards", "injured", "killed 1-1"),
    ("One of the two guards shot on Monday has died.", "One|the two guards", "killed", "killed 1-1"),
    ("The bombing of the market claimed 12 lives.", "12|lives", "killed", "killed 12-12"),
    ("Shells hit the market, and 12 victims were counted.", "12|victims", "killed", "killed 12-12"),
    ("Rebels kidnapped two guards and wounded a third.", "two|guards", "abducted", "abducted 2-2"),
    ("Police arrested four men after one was killed.", "four|men", "arrested", "arrested 4-4"),
    ("Two boys were killed by the mine.", "Two|boys", "killed", "killed 2-2"),
    ("Two boys were hurt by the mine.", "Two|boys", "injured", "injured 2-2"),
    # other measures stay as they are
    ("The army sent 300 troops.", "300|troops", "deployed", "deployed 300-300"),
    ("Rebels freed 12 hostages.", "12|hostages", "released", "released 12-12"),
    ("Police detained dozens of marchers.", "dozens|marchers", "arrested", "arrested 24- ~"),
    ("The navy rescued 85 migrants.", "85|migrants", "rescued", "rescued 85-85"),
    ("Buses evacuated about 2,000 villagers.", "2,000|villagers", "evacuated", "evacuated 2000-2000 ~"),
    ("Some 40 rebels surrendered.", "40|rebels", "surrendered", "surrendered 40-40 ~"),
    ("Thousands marched on the palace.", "Thousands", "participants", "participants 2000- ~"),
    ("Four gunmen stormed the hotel.", "Four|gunmen", "attackers", "attackers 4-4"),
    ("Jets carried out 14 strikes.", "14|strikes", "strikes", "strikes 14-14"),
    ("The blast destroyed six vehicles.", "six|vehicles", "vehicles", "vehicles 6-6"),
    ("Soldiers seized 30 rifles.", "30|rifles", "weapons", "weapons 30-30"),
    ("Shells damaged 15 houses.", "15|houses", "buildings", "buildings 15-15"),
    ("Nine miners are missing.", "Nine|miners", "missing", "missing 9-9"),
    ("Delegates of 12 countries met.", "12|countries", "countries", "countries 12-12"),
    ("Three groups signed the truce.", "Three|groups", "groups", "groups 3-3"),
    # totals over several incidents
    ("Fighting has killed 27 villagers since 2011.", "27|villagers", "killed", "killed 27-27 total"),
    ("Fighting has killed 27 villagers since the war began.", "27|villagers", "killed", "killed 27-27 total"),
    ("Fighting has killed 27 villagers since then.", "27|villagers", "killed", "killed 27-27 total"),
    ("Fighting has killed 27 villagers so far this year.", "27|villagers", "killed", "killed 27-27 total"),
    ("Fighting killed 27 villagers in the past two weeks.", "27|villagers", "killed", "killed 27-27 total"),
    ("The raid killed two, bringing the toll to 27.", "27", "killed", "killed 27-27 total"),
    ("The raid killed two, bringing the toll to 27.", "two", "killed", "killed 2-2"),
    ("There have been 104 villagers shot in the town this year.", "104|villagers", "injured", "injured 104-104 total"),
    ("Last year the town had 14 murder victims.", "14|victims", "killed", "killed 14-14 total"),
    ("Of the 25 murders in the county this year, two are solved.", "25|murders", "killed", "killed 25-25 total"),
    ("The war has killed 90,000 villagers.", "90,000|villagers", "killed", "killed 90000-90000 total"),
    ("This year police recorded 60 shootings.", "60|shootings", "strikes", "strikes 60-60 total"),
    ("The raid killed 27 villagers on Friday.", "27|villagers", "killed", "killed 27-27"),
    ("Shells killed 27 villagers late last year.", "27|villagers", "killed", "killed 27-27"),
    # others and more
    ("Shells killed two others.", "two|others", "killed", "killed 2-2"),
    ("Shells killed three more guards.", "three|guards", "killed", "killed 3-3"),
    ("Shells killed another 12 guards.", "12|guards", "killed", "killed 12-12"),
    ("Twelve were killed, including two children.", "two|children", "killed", "killed 2-2"),
    # the words beside the number say what befell the counted
    ("Police found the bodies of 3 men.", "3|men", "injured", "killed 3-3"),
    ("They mourned the deaths of 5 adults.", "5|adults", "injured", "killed 5-5"),
    ("He is charged with the murders of two brothers.", "two|brothers", "injured", "killed 2-2"),
    ("Police found 3 victims with non-life threatening injuries.", "3|victims", "killed", "injured 3-3"),
    ("Medics saw 4 men suffering from gunshot wounds.", "4|men", "killed", "injured 4-4"),
    ("Police found two people shot to death.", "two|people", "attackers", "killed 2-2"),
    ("Two gunmen stormed the mill.", "Two|gunmen", "attackers", "attackers 2-2"),
    ("An additional 53 were hurt.", "An additional", "injured", ""),
    # what a measure does not count
    ("Jets hit 150 targets.", "150|targets", "strikes", ""),
    ("The town saw 3 rounds of fighting.", "3|rounds", "strikes", ""),
    ("Jets flew 150 sorties.", "150|sorties", "strikes", "strikes 150-150"),
    ("Raids destroyed 23 targets.", "23|targets", "buildings", ""),
]


@cache
def _analyser() -> SpacyAnalyser:
    return SpacyAnalyser()


def _read(text: str, words: str, measure: str) -> tuple[Count, ...]:
    document = build.document(text)
    number, _, of = words.partition("|")
    quantity = Quantity(
        span=build.span(document, number), measure=Measure(measure), of=build.span(document, of) if of else None
    )
    extraction = Extraction(claims=(build.claim(document, text.split()[0], quantities=(quantity,)),))
    return CountNormaliser().normalise(extraction, _analyser().analyse(document)).claims[0].counts


def _written(counts: tuple[Count, ...]) -> str:
    written = []
    for count in counts:
        low, high = ("" if end is None else str(end) for end in (count.low, count.high))
        about = " ~" if count.approximate else ""
        total = " total" if count.scope is CountScope.RUNNING_TOTAL else ""
        written.append(f"{count.measure} {low}-{high}{about}{total}")
    return ", ".join(written)


@pytest.mark.parametrize(("text", "words", "measure", "reading"), CASES)
def test_a_number_is_read_with_its_measure_its_bounds_and_its_scope(
    text: str, words: str, measure: str, reading: str
) -> None:
    assert _written(_read(text, words, measure)) == reading


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    assert len({case[:3] for case in CASES}) == len(CASES) >= 150

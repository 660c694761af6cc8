"""Which place a name is, in more than a hundred and fifty sentences."""

from __future__ import annotations

import pytest

from tests import build
from tests.normalise.where.test_where import places, read

pytestmark = pytest.mark.model

#: A sentence, a name in it, its country, its precision, and the division that it lies in where that tells it apart.
CASES: list[tuple[str, str, str | None, str, str | None]] = [
    ("Gunmen attacked a base near Kidal in northern Mali.", "Kidal", "MLI", "settlement", None),
    ("Two soldiers died in Menaka, Mali.", "Menaka", "MLI", "settlement", None),
    ("Jihadists raided Djibo in Burkina Faso.", "Djibo", "BFA", "settlement", None),
    ("Militants burned homes in Diffa, Niger.", "Diffa", "NER", "settlement", None),
    ("Boko Haram fighters raided Maiduguri.", "Maiduguri", "NGA", "settlement", None),
    ("A bomb went off in Kano, Nigeria.", "Kano", "NGA", "settlement", None),
    ("Rebels took Goma in eastern Congo.", "Goma", "COD", "settlement", None),
    ("Fighting broke out in Bunia, in Ituri province.", "Bunia", "COD", "settlement", None),
    ("Fighting broke out in Bunia, in Ituri province.", "Ituri", "COD", "province", None),
    ("Shells hit Khartoum on Monday.", "Khartoum", "SDN", "settlement", None),
    ("The army shelled El Fasher in Darfur.", "El Fasher", "SDN", "settlement", None),
    ("The army shelled El Fasher in Darfur.", "Darfur", "SDN", "region", None),
    ("Troops entered Mekelle in Tigray.", "Mekelle", "ETH", "settlement", None),
    ("Troops entered Mekelle in Tigray.", "Tigray", "ETH", "province", None),
    ("A car bomb hit Mogadishu.", "Mogadishu", "SOM", "settlement", None),
    ("Al-Shabaab took Kismayo, Somalia.", "Kismayo", "SOM", "settlement", None),
    ("Insurgents attacked Pemba in Cabo Delgado.", "Pemba", "MOZ", "settlement", None),
    ("Militias clashed in Tripoli, Libya.", "Tripoli", "LBY", "settlement", "Tripoli"),
    ("Planes struck Sirte in Libya.", "Sirte", "LBY", "settlement", None),
    ("Egyptian police raided a flat in Giza.", "Giza", "EGY", "settlement", None),
    ("A bomb hit a bus in Arish in the Sinai.", "Arish", "EGY", "settlement", None),
    ("Rockets were fired from Gaza at Israel.", "Gaza", "PSE", "region", None),
    ("Israeli troops raided Jenin in the West Bank.", "Jenin", "PSE", "settlement", None),
    ("Israeli troops raided Jenin in the West Bank.", "West Bank", "PSE", "province", None),
    ("Planes hit a village near Tyre in southern Lebanon.", "Tyre", "LBN", "settlement", None),
    ("Rebels shelled Aleppo in Syria.", "Aleppo", "SYR", "settlement", "Aleppo"),
    ("Barrel bombs fell on Daraya, outside Damascus.", "Damascus", "SYR", "settlement", None),
    ("The jihadists took Raqqa.", "Raqqa", "SYR", "settlement", None),
    ("The jihadists took Palmyra in Syria.", "Palmyra", "SYR", "settlement", None),
    ("Air strikes hit Deir ez-Zor.", "Deir ez-Zor", "SYR", "settlement", None),
    ("Air strikes hit Deir al-Zor in Syria.", "Deir al-Zor", "SYR", "settlement", None),
    ("Air strikes hit Khan Sheikhoun in Idlib.", "Khan Sheikhoun", "SYR", "settlement", None),
    ("Clashes broke out in Qamishli, Syria.", "Qamishli", "SYR", "settlement", None),
    ("Iraqi forces entered Mosul.", "Mosul", "IRQ", "settlement", None),
    ("A bomb killed ten in Kirkuk, Iraq.", "Kirkuk", "IRQ", "settlement", None),
    ("Militants attacked a checkpoint in Tikrit.", "Tikrit", "IRQ", "settlement", None),
    ("Rockets hit a base near Erbil.", "Erbil", "IRQ", "settlement", None),
    ("Houthi rebels shelled Taiz in Yemen.", "Taiz", "YEM", "settlement", None),
    ("A drone hit a ship off Hodeidah, Yemen.", "Hodeidah", "YEM", "settlement", None),
    ("A missile was fired at Riyadh.", "Riyadh", "SAU", "settlement", None),
    ("Gunmen attacked a shrine in Shiraz, Iran.", "Shiraz", "IRN", "settlement", None),
    ("Taliban fighters took Kunduz in Afghanistan.", "Kunduz", "AFG", "settlement", None),
    ("A bomb killed 20 in Jalalabad, Afghanistan.", "Jalalabad", "AFG", "settlement", None),
    ("A bomb killed 20 in Kandahar province.", "Kandahar", "AFG", "province", None),
    ("A bomb hit a mosque in Peshawar.", "Peshawar", "PAK", "settlement", None),
    ("Gunmen killed miners near Quetta in Pakistan.", "Quetta", "PAK", "settlement", None),
    ("Gunmen killed miners in Balochistan.", "Balochistan", "PAK", "province", None),
    ("Clashes broke out in Srinagar.", "Srinagar", "IND", "settlement", None),
    ("Maoists ambushed police in Chhattisgarh, India.", "Chhattisgarh", "IND", "province", None),
    ("Mobs burned houses in Imphal, India.", "Imphal", "IND", "settlement", None),
    ("Troops shelled a village in Rakhine state in Myanmar.", "Rakhine", "MMR", "province", None),
    ("Planes bombed Loikaw in Myanmar.", "Loikaw", "MMR", "settlement", None),
    ("Gunmen took Marawi in the Philippines.", "Marawi", "PHL", "settlement", None),
    ("A bomb hit a church in Jolo, Philippines.", "Jolo", "PHL", "settlement", None),
    ("Soldiers shot protesters in Yangon.", "Yangon", "MMR", "settlement", None),
    ("Police shot a man in Jayapura, Indonesia.", "Jayapura", "IDN", "settlement", None),
    ("Rebels attacked an army post in Pattani, Thailand.", "Pattani", "THA", "settlement", None),
    ("Shells hit Donetsk in eastern Ukraine.", "Donetsk", "UKR", "settlement", None),
    ("Shells hit Kharkiv.", "Kharkiv", "UKR", "settlement", None),
    ("Missiles struck Odesa in Ukraine.", "Odesa", "UKR", "settlement", None),
    ("Drones hit a depot in Belgorod, Russia.", "Belgorod", "RUS", "settlement", None),
    ("Fighters attacked police in Grozny.", "Grozny", "RUS", "settlement", None),
    ("A bomb went off in Makhachkala, Dagestan.", "Makhachkala", "RUS", "settlement", None),
    ("Police fired on protesters in Tbilisi, Georgia.", "Tbilisi", "GEO", "settlement", None),
    ("Police fired on protesters in Tbilisi, Georgia.", "Georgia", "GEO", "country", None),
    ("A tornado hit Macon, Georgia, and the governor of Georgia spoke in Atlanta.", "Georgia", "USA", "province", None),
    ("Gunmen shot a guard in Belfast.", "Belfast", "GBR", "settlement", None),
    ("A bomb went off in Bilbao, Spain.", "Bilbao", "ESP", "settlement", None),
    ("Police arrested a man in Brussels.", "Brussels", "BEL", "settlement", None),
    ("Gunmen attacked a bar in Paris, France.", "Paris", "FRA", "settlement", "Île-de-France"),
    ("A lorry was driven into a crowd in Nice, France.", "Nice", "FRA", "settlement", None),
    ("A man with a knife was shot in London.", "London", "GBR", "settlement", "England"),
    ("A man was shot in London, Ontario.", "London", "CAN", "settlement", "Ontario"),
    ("A crowd met in Birmingham, Alabama.", "Birmingham", "USA", "settlement", "Alabama"),
    ("A crowd met in Birmingham, England.", "Birmingham", "GBR", "settlement", "England"),
    ("A bomb went off in Oklahoma City.", "Oklahoma City", "USA", "settlement", None),
    ("A gunman opened fire in Las Vegas, Nev.", "Las Vegas", "USA", "settlement", None),
    ("A gunman opened fire in Buffalo, N.Y.", "Buffalo", "USA", "settlement", None),
    ("Rebels attacked an army patrol in Arauca, Colombia.", "Arauca", "COL", "settlement", None),
    ("A car bomb went off in Bogota.", "Bogota", "COL", "settlement", None),
    ("Guerrillas attacked a bridge in San Miguel, El Salvador.", "San Miguel", "SLV", "settlement", "San Miguel"),
    ("Guerrillas attacked a post in San Vicente, El Salvador.", "San Vicente", "SLV", "settlement", "San Vicente"),
    ("Shining Path rebels killed peasants near Ayacucho, Peru.", "Ayacucho", "PER", "settlement", None),
    ("Gangs burned a police station in Port-au-Prince.", "Port-au-Prince", "HTI", "settlement", None),
    ("Gunmen killed ten people in Culiacan, Mexico.", "Culiacan", "MEX", "settlement", None),
    ("Gunmen killed ten people in Santiago, Chile.", "Santiago", "CHL", "settlement", "Santiago Metropolitan"),
    ("Gunmen killed ten people in Cordoba, Argentina.", "Cordoba", "ARG", "settlement", "Cordoba"),
    ("Police clashed with workers in La Paz, Bolivia.", "La Paz", "BOL", "settlement", "La Paz"),
    ("A bomb hit a pipeline in Esmeraldas, Ecuador.", "Esmeraldas", "ECU", "settlement", None),
    ("Pirates seized a tanker in the Gulf of Aden.", "Gulf of Aden", None, "sea", None),
    ("A missile hit a tanker in the Red Sea.", "Red Sea", None, "sea", None),
    ("A boat sank in the Mediterranean.", "Mediterranean", None, "sea", None),
    ("Rebels ambushed a convoy in the Horn of Africa.", "Horn of Africa", None, "region", None),
    ("Clashes spread in the Donbas.", "Donbas", "UKR", "region", None),
    ("Kurdish rebels fled to the Qandil Mountains.", "Qandil Mountains", "IRQ", "region", None),
    ("Soldiers crossed the Niger River.", "Niger River", None, "region", None),
    ("Troops were sent to the Lake Chad region.", "Lake Chad", None, "region", None),
    ("Fighting spread in the Caucasus.", "Caucasus", None, "region", None),
    ("Militants moved about the Sahara.", "Sahara", None, "region", None),
    ("Ministers met in Geneva, Switzerland.", "Geneva", "CHE", "settlement", "Geneva"),
    ("Ministers met in Geneva, N.Y.", "Geneva", "USA", "settlement", "New York"),
    ("Envoys met in Vienna.", "Vienna", "AUT", "settlement", None),
    ("Envoys met in Astana, Kazakhstan.", "Astana", "KAZ", "settlement", None),
    ("The mayor of Athens, Greece, spoke.", "Athens", "GRC", "settlement", "Attica"),
    ("The mayor of Athens, Ohio, spoke.", "Athens", "USA", "settlement", "Ohio"),
    ("They fought at Ras Kamboni on the coast of Somalia.", "Somalia", "SOM", "country", None),
    ("The army said al-Qaim was free, Iraqi state television said.", "al-Qaim", "IRQ", "settlement", None),
    ("They took Al-Bab from the jihadists in Syria.", "Al-Bab", "SYR", "settlement", None),
    ("The U.N. flew aid to Beledweyne in Somalia.", "Beledweyne", "SOM", "settlement", None),
    ("The army retook Ar-Raqqah.", "Ar-Raqqah", "SYR", "settlement", None),
    ("The army retook Dara'a in southern Syria.", "Dara'a", "SYR", "settlement", None),
    ("Troops fled Saada, Yemen.", "Saada", "YEM", "settlement", None),
    ("Troops fled Sa'dah, a Houthi stronghold in Yemen.", "Sa'dah", "YEM", "settlement", None),
    ("They struck Kafr Zita in Hama province, Syria.", "Kafr Zita", "SYR", "settlement", None),
    ("They struck Kafr Zita in Hama province, Syria.", "Hama", "SYR", "province", None),
    ("Police in Lagos, Nigeria, said four died in Kaduna.", "Kaduna", "NGA", "settlement", None),
    ("Herders killed farmers in Benue state, Nigeria.", "Benue", "NGA", "province", None),
    ("Herders killed farmers in Plateau state, Nigeria.", "Plateau", "NGA", "province", None),
    ("Gunmen took pupils in Zamfara.", "Zamfara", "NGA", "province", None),
    ("Separatists burned a school in Bamenda, Cameroon.", "Bamenda", "CMR", "settlement", None),
    ("A mob killed two men in Bangui.", "Bangui", "CAF", "settlement", None),
    ("Rebels attacked Bambari in the Central African Republic.", "Bambari", "CAF", "settlement", None),
    ("Rebels attacked Bambari in the Central African Republic.", "Central African Republic", "CAF", "country", None),
    ("They fled from South Sudan to Uganda.", "South Sudan", "SSD", "country", None),
    ("They fled from North Korea to China.", "North Korea", "PRK", "country", None),
    ("Shells were fired across the Line of Control in Kashmir.", "Kashmir", None, "region", None),
    ("A roadside bomb hit a truck in Helmand, Afghanistan.", "Helmand", "AFG", "province", None),
    ("Shells hit Bakhmut in eastern Ukraine.", "Ukraine", "UKR", "country", None),
    ("France keeps its troops in Mali and the broader Sahel.", "Sahel", None, "region", None),
    ("Jihadists have spread across the Sahel.", "Sahel", None, "region", None),
    ("Gunmen killed ten villagers in the Sahel region of Burkina Faso.", "Burkina Faso", "BFA", "country", None),
    ("A blast hit a market in Kabul, where the governor of Herat was speaking.", "Herat", "AFG", "settlement", None),
    ("Two men were shot in Alexandria, Virginia, on Monday.", "Alexandria", "USA", "settlement", "Virginia"),
    ("Two men were shot in Alexandria, Egypt, on Monday.", "Alexandria", "EGY", "settlement", None),
    ("Rebels of the M23 shelled Sake, west of Goma.", "Goma", "COD", "settlement", None),
    ("A suicide bomber struck in Hyderabad, Pakistan.", "Hyderabad", "PAK", "settlement", "Sindh"),
    ("A suicide bomber struck in Hyderabad, India.", "Hyderabad", "IND", "settlement", "Telangana"),
    ("Police fired on a crowd in Valencia, Venezuela.", "Valencia", "VEN", "settlement", "Carabobo"),
    ("Police fired on a crowd in Valencia, Spain.", "Valencia", "ESP", "settlement", None),
    ("Tuareg rebels from Niger shot at soldiers near Agadez.", "Agadez", "NER", "settlement", None),
    ("A mob burned shops in San Jose, Costa Rica.", "San Jose", "CRI", "settlement", None),
    ("A mob burned shops in San Jose, California.", "San Jose", "USA", "settlement", "California"),
    ("Militiamen took the town of Bambari in the Central African Republic.", "Bambari", "CAF", "settlement", None),
    ("Soldiers of the Democratic Republic of Congo left Beni.", "Beni", "COD", "settlement", None),
    ("Planes bombed Sa'ada in Yemen.", "Sa'ada", "YEM", "settlement", None),
]


@pytest.mark.parametrize(("text", "name", "country", "precision", "admin1"), CASES)
def test_a_name_of_a_sentence_is_this_place(
    text: str, name: str, country: str | None, precision: str, admin1: str | None
) -> None:
    place = places(text)[name]
    assert (place.country, place.precision) == (country, precision)
    assert admin1 is None or place.admin1 == admin1
    assert place.lat is not None and place.radius_km is not None


#: What no gazetteer lists: a sentence, the words of the ground, its country and its precision.
GROUNDS = [
    ("Fighting broke out in northern Syria.", "northern Syria", "SYR", "region"),
    ("Fighting broke out in southern Yemen.", "southern Yemen", "YEM", "region"),
    ("Fighting broke out in eastern Ukraine.", "eastern Ukraine", "UKR", "region"),
    ("Fighting broke out in western Iraq.", "western Iraq", "IRQ", "region"),
    ("Fighting broke out in north-eastern Nigeria.", "north-eastern Nigeria", "NGA", "region"),
    ("Fighting broke out in northeast Nigeria.", "northeast Nigeria", "NGA", "region"),
    ("Fighting broke out in central Mali.", "central Mali", "MLI", "region"),
    ("The convoy was hit 15 km east of Gao in Mali.", "15 km east of Gao", "MLI", "point"),
    ("The convoy was hit 30 miles north of Mosul in Iraq.", "30 miles north of Mosul", "IRQ", "point"),
    ("The convoy was hit 200 kilometres south of Kabul.", "200 kilometres south of Kabul", "AFG", "point"),
    ("Rebels crossed the border with Niger.", "the border with Niger", "NER", "region"),
    ("A drone struck a truck near the Syria-Iraq border.", "Syria-Iraq border", "IRQ", "region"),
    ("A drone struck a truck near the Syrian-Iraqi border.", "Syrian-Iraqi border", "IRQ", "region"),
    ("Rebels shelled a post on the border between Mali and Niger.", "border between Mali and Niger", "MLI", "region"),
]


@pytest.mark.parametrize(("text", "words", "country", "precision"), GROUNDS)
def test_ground_that_no_gazetteer_lists_has_a_point_and_a_reach(
    text: str, words: str, country: str, precision: str
) -> None:
    document = build.document(text)
    found = [
        place
        for place in read(text).places
        if any(words.endswith(document.quote(span)) or document.quote(span) in words for span in place.mentions)
        and place.precision in ("region", "point")
    ]
    assert [(place.country, place.precision) for place in found] == [(country, precision)]
    assert found[0].lat is not None and (found[0].radius_km or 0) > 0

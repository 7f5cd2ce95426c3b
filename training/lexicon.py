"""Words of the news register for `grammar.py`: who, whom, what, where, and which verb takes what. Facts of no event."""

from __future__ import annotations

import csv
from pathlib import Path

STATES = Path(__file__).parent.parent / "src" / "foedus" / "states"


def _column(file: str, column: str) -> list[str]:
    with (STATES / file).open(encoding="utf-8") as f:
        return sorted({name for row in csv.DictReader(f) for name in row[column].split(";") if name})


def _simple(name: str) -> bool:
    words = name.split()
    return len(words) <= 3 and all(word[:1].isupper() and word.replace("-", "").isalpha() for word in words)


COUNTRIES = [name for name in _column("states.csv", "name") if _simple(name)]
DEMONYMS = [name for name in _column("states.csv", "demonyms") if name.isalpha()]
CAPITALS = [name for name in _column("capitals.csv", "capital") if _simple(name)]

FIRST = """Nikol Armen Vladimir Sergei Alexander Ahmed Mohammed Hassan Ali Fatima Maria Anna Angela John David Robert Mary
Susan Emmanuel Pierre Jean Carlos Juan Luis Joao Hiroshi Shinzo Xi Wang Kim Nguyen Recep Mehmet Ilham Emomali Kassym Sadyr
Narendra Imran Benazir Yasser Ehud Mahmoud Muammar Kofi Thabo Nelson Robert Yoweri Paul Joseph Tomas Jan Viktor Olaf Lech
Goran Slobodan Ivan Petr Andrzej Giorgi Mikheil Zurab Levon Serzh Ararat Stanislav Imangali""".split()
LAST = """Karapetyan Mirzoyan Sargsyan Petrosyan Harutyunyan Ivanov Petrov Sokolov Volkov Kuznetsov Lavrentiev Bakiyev Tokarev
Rahimov Aliyev Hasanov Mammadov Yilmaz Demir Kaya Ozturk Hussein Rahman Khan Sharif Bhutto Singh Sharma Gupta Cohen Levy
Barak Mansour Haddad Khalil Saleh Okafor Mensah Banda Dlamini Mugisha Kamau Smith Brown Wilson Taylor Clark Walker Baker
Schmidt Weber Becker Dupont Moreau Rossi Bianchi Garcia Lopez Silva Santos Tanaka Suzuki Chen Zhang Nguyen Tran Park Novak
Kowalski Horvath Popescu Ivanova Nowak Jovanovic Milosevic Berisha Kvirikashvili Beridze Annan Egeland Holbrooke""".split()

BODIES = """NATO CSTO EU UN OSCE ASEAN ECOWAS OPEC IMF Hamas Hezbollah UNITA OAU SADC IAEA Interpol Amnesty Reuters Interfax
Kremlin Pentagon Knesset Congress Parliament Duma""".split()
ARTICLE_BODIES = ["Kremlin", "Pentagon", "Knesset", "Duma", "EU", "UN", "OSCE", "IMF", "CSTO"]
LONG_BODIES = [
    "European/C Union/H",
    "United/A Nations/P",
    "African/A Union/H",
    "Arab/A League/H",
    "World/C Bank/H",
    "White/A House/H",
    "Security/C Council/H",
    "State/C Department/H",
    "Red/A Cross/H",
    "Foreign/A Ministry/H",
    "Defence/C Ministry/H",
    "Defense/C Ministry/H",
    "Supreme/A Court/H",
    "Collective/A Security/C Council/H",
    "National/A Assembly/H",
    "Labour/C Party/H",
    "Muslim/A Brotherhood/H",
]

TITLES = """president/N prime_minister/J foreign_minister/J defence_minister/C defense_minister/C interior_minister/J
finance_minister/C chancellor/N king/N ambassador/N general/N secretary/N spokesman/N spokeswoman/N envoy/N premier/N leader/N
deputy_minister/C opposition_leader/C army_chief/C police_chief/C party_leader/C peace_envoy/C special_envoy/J
governor/N mayor/N commander/N""".split()

PEOPLE = """troops soldiers police rebels protesters demonstrators militants gunmen insurgents guerrillas fighters officials
lawmakers ministers diplomats leaders villagers civilians workers students journalists activists refugees prisoners hostages
settlers farmers miners teachers doctors peacekeepers paramilitaries separatists extremists commandos officers forces
militiamen negotiators mediators observers inspectors residents families relatives citizens migrants nationals legislators
politicians dissidents monks clerics tribesmen pirates kidnappers attackers hijackers envoys ambassadors generals commanders
voters judges prosecutors lawyers deputies senators parties allies members authorities jets warplanes helicopters tanks
warships gunboats""".split()
PEOPLE_MODIFIERS = """security government opposition army rebel riot border police navy air military government party union
peace rights aid student militia""".split()
PEOPLE_ADJECTIVES = """armed senior local foreign masked ethnic former federal pro-government anti-government Islamic Muslim
Christian Kurdish Shiite Sunni Maoist separatist angry striking unarmed heavily_armed wounded regional allied""".split()
SINGLE = """government army parliament opposition court ministry cabinet embassy navy coalition junta regime police
delegation party union bloc alliance group militia mission gunman soldier policeman official lawmaker diplomat minister
mob crowd tribunal commission council organisation organization court newspaper agency company bank""".split()

PLACES = """village town city border region province capital airport embassy base camp port island valley district bridge
headquarters compound market mosque church school hospital prison square refinery pipeline checkpoint""".split()
PLACE_ADJECTIVES = "northern southern eastern western border coastal main disputed besieged".split()
WEAPONS = """tear_gas rockets missiles shells mortars stones bullets grenades petrol_bombs rubber_bullets water_cannon shots
warning_shots rounds artillery""".split()
THINGS = """aid weapons arms food medicine money loans equipment troops observers peacekeepers ammunition fuel gas oil grain
vehicles documents supplies credits tanks aircraft funds evidence intelligence""".split()
THING_MODIFIERS = (
    """humanitarian military economic financial emergency medical nuclear chemical heavy new foreign""".split()
)
MEETINGS = """talks negotiations meeting summit conference session dialogue consultations discussions""".split()
MEETING_MODIFIERS = """peace trade border emergency bilateral ceasefire disarmament nuclear security""".split()
DEALS = """agreement treaty deal accord pact protocol ceasefire truce contract memorandum resolution plan proposal bill law
declaration draft""".split()
DEAL_MODIFIERS = (
    """peace trade border defence defense cooperation ceasefire arms gas visa security peacekeeping""".split()
)
ATTACKS = """attack raid strike bombing offensive assault ambush shelling incursion invasion operation crackdown blockade
shooting killing explosion clash""".split()
ATTACK_MODIFIERS = """air rocket missile bomb suicide drone artillery border grenade guerrilla army military""".split()
MEASURES = """sanctions embargo ban curfew restrictions tariffs visas quotas boycott blockade""".split()
MEASURE_MODIFIERS = """trade arms travel oil economic new strict tough import""".split()
TIES = """ties relations links contacts cooperation""".split()
TIE_MODIFIERS = """diplomatic trade military economic close bilateral""".split()
ISSUES = """election vote referendum reform decision policy dispute crisis conflict situation question future
programme program campaign claim demand request appeal invitation offer report statement remark""".split()
ISSUE_MODIFIERS = """nuclear border presidential parliamentary territorial human_rights political economic
controversial latest recent alleged joint planned""".split()

# subject | verb (+particle) | object | prepositional phrases, `@` for a person before the object. Slots in capitals;
# A actor, P people, L place.
VERBS = """
P|fire|WEAPON|at P ; P|fire|WEAPON|into L ; P|hurl|WEAPON|at P ; P|throw|WEAPON|at P ; P|lob|WEAPON|into L
P|use|WEAPON|against P ; P|shoot|P|in L ; P|kill|P|in ATTACK ; P|wound|P|near L ; P|arrest|P|in L ; P|detain|P|at L
P|attack|L|with WEAPON ; P|shell|L| ; P|bomb|L| ; P|storm|L| ; P|seize|L| ; P|occupy|L| ; P|raid|L| ; P|surround|L|
P|capture|P|near L ; P|kidnap|P|in L ; P|abduct|P|from L ; P|beat|P|with WEAPON ; P|ambush|P|near L ; P|disperse|P|with WEAPON
P|clash||with P ; P|clash||in L ; P|march||through L ; P|protest||against MEASURE ; P|demonstrate||outside L ; P|rally||in L
P|flee||to L ; P|advance||on L ; P|withdraw||from L ; P|pull||out_of L ; P|walk||out_of TALKS
P|drive|P|out_of L ; A|pull||out_of TALKS ; A|back||out_of DEAL
P|retreat||from L ; P|gather||outside L ; P|riot||in L
P|burn+down|L| ; P|blow+up|L| ; P|take+over|L| ; P|set+up|L|near L ; P|open|FIRE|on P ; P|shut+down|L| ; P|fight|P|in L
A|attack|A| ; A|invade|A| ; A|bomb|L|in A ; A|threaten|A|with MEASURE ; A|accuse|A|of ATTACK ; A|blame|A|for ATTACK
A|condemn|ATTACK| ; A|denounce|ATTACK| ; A|criticize|A|for ISSUE ; A|criticise|A|over ISSUE ; A|slam|ISSUE| ; A|reject|OFFER|
A|reject|DEAL| ; A|dismiss|ISSUE| ; A|deny|ISSUE| ; A|welcome|DEAL| ; A|praise|A|for ISSUE ; A|hail|DEAL| ; A|back|DEAL|
A|support|A|in ISSUE ; A|oppose|DEAL| ; A|sign|DEAL|with A ; A|ratify|DEAL| ; A|approve|DEAL| ; A|draft|DEAL| ; A|breach|DEAL|
A|violate|DEAL| ; A|impose|MEASURE|on A ; A|lift|MEASURE|on A ; A|ease|MEASURE|against A ; A|suspend|TIES|with A
A|sever|TIES|with A ; A|cut|TIES|with A ; A|break+off|TIES|with A ; A|break+off|TALKS|with A ; A|restore|TIES|with A
A|resume|TALKS|with A ; A|hold|TALKS|with A ; A|host|TALKS| ; A|attend|TALKS|in L ; A|boycott|TALKS| ; A|cancel|TALKS|with A
A|postpone|VISIT|to A ; A|meet|A|in L ; A|meet||with A ; A|visit|A| ; A|expel|P|from A ; A|recall|P|from A ; A|summon|P|
A|withdraw|P|from A ; A|deploy|P|to A ; A|send|P|to A ; A|send|THING|to A ; A|give|THING|to A ; A|provide|A|with THING
A|supply|THING|to A ; A|offer|THING|to A ; A|sell|THING|to A ; A|deliver|THING|to A ; A|donate|THING|to A ; A|pledge|THING|for A
A|freeze|THING| ; A|halt|THING|to A ; A|cut+off|THING|to A ; A|stop|THING|to A ; A|leave|A| ; A|join|A| ; A|quit|A|
A|demand|OFFER|from A ; A|seek|THING|from A ; A|request|THING|from A ; A|call||for TALKS ; A|call||for DEAL ; A|call+off|TALKS|
A|appeal||to A|for THING ; A|agree||on DEAL ; A|protest|ISSUE| ; A|mediate||between AA ; A|release|P| ; A|free|P| ; A|jail|P|
A|extradite|P|to A ; A|execute|P| ; A|close|L| ; A|reopen|L| ; A|launch|ATTACK|on L ; A|launch|ATTACK|against P
A|carry+out|ATTACK|on L ; A|claim|RESP|for ATTACK ; A|investigate|ATTACK| ; A|announce|DEAL| ; A|discuss|ISSUE|with A
A|veto|DEAL| ; A|adopt|DEAL| ; A|recognise|A| ; A|recognize|A| ; A|return|P|to A ; A|warn|A|of ATTACK ; A|warn|A|about ISSUE
A|ban|P|from L ; A|crack+down||on P ; A|turn+down|OFFER| ; A|hand+over|P|to A ; A|call||on A ; A|apologise||to A|for ATTACK
A|extend|DEAL|with A ; A|renew|DEAL| ; A|abandon|DEAL| ; A|win|ISSUE| ; A|lose|THING| ; A|repel|ATTACK| ; A|foil|ATTACK|
A|end|ATTACK| ; A|step+up|ATTACK|on L ; A|resist|MEASURE| ; A|ignore|ISSUE| ; A|question|ISSUE| ; A|monitor|ISSUE|
A|express|CONCERN|over ATTACK ; A|voice|SUPPORT|for DEAL ; A|face|MEASURE| ; A|strike|DEAL|with A ; A|reach|DEAL|with A
A|give|THING|@ A ; A|offer|THING|@ A ; A|send|THING|@ A ; A|sell|THING|@ A ; A|lend|THING|@ A ; A|grant|THING|@ A
A|promise|THING|@ A ; A|deny|THING|@ A ; A|hand|OFFER|@ A ; A|give|OFFER|@ A ; A|send|OFFER|@ P ; A|grant|THING|@ P
A|send|DELEGATION|to A ; A|file|COMPLAINT|against A ; A|hold|ELECTION|in L ; A|play+down|ISSUE| ; A|rule+out|TALKS|with A
""".replace("\n", ";")

SUBJECT_CONTROL = """refuse threaten agree decline vow promise pledge offer plan intend decide want hope try attempt
seek continue begin fail expect move prepare start""".split()
OBJECT_CONTROL = "urge order force warn press allow invite persuade pressure encourage tell ask".split()
SAY = "say announce report claim warn add insist declare confirm deny note argue believe state".split()
"""Verbs with a clause as object."""

IRREGULAR = {
    "shoot": "shot shot",
    "throw": "threw thrown",
    "beat": "beat beaten",
    "fight": "fought fought",
    "hold": "held held",
    "meet": "met met",
    "send": "sent sent",
    "give": "gave given",
    "sell": "sold sold",
    "leave": "left left",
    "seek": "sought sought",
    "break": "broke broken",
    "cut": "cut cut",
    "say": "said said",
    "tell": "told told",
    "flee": "fled fled",
    "withdraw": "withdrew withdrawn",
    "burn": "burned burned",
    "blow": "blew blown",
    "take": "took taken",
    "set": "set set",
    "shut": "shut shut",
    "begin": "began begun",
    "win": "won won",
    "lose": "lost lost",
    "strike": "struck struck",
    "quit": "quit quit",
    "put": "put put",
    "do": "did done",
    "lend": "lent lent",
    "have": "had had",
    "make": "made made",
    "hand": "handed handed",
    "call": "called called",
    "draw": "drew drawn",
    "drive": "drove driven",
}
DOUBLED = {
    "stop",
    "ban",
    "plan",
    "slam",
    "lob",
    "begin",
    "shut",
    "set",
    "cut",
    "quit",
    "win",
    "put",
    "expel",
    "jet",
    "step",
    "rebel",
    "kidnap",
}

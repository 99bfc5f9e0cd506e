"""What a reply answers: praise, a complaint, a question, news of someone, a cry for help.

The answered text is context, never judged. It tells who "she" is in the reply, which words would
be an echo, and which reply would be kind.
"""

import re
from typing import TYPE_CHECKING

from bedside.screening.reading.lazy import cached_property
from bedside.screening.reading.words import Cue

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part

KIN = (
    r"(?:mom|mother|mama|mum|mommy|dad|father|daddy|papa|parents|grand\w+|granny|nana|abuel[ao]|son|daughter|hij[ao]|"
    r"kids?|child(?:ren)?|toddler|baby|babies|twins|triplets|newborn|boys?|girls?|bab[yi]es|brother|sister|"
    r"hermano|hermana|"
    r"wife|husband|hubby|spouse|partner|espos[ao]|fiancee?|girlfriend|boyfriend|aunt|auntie|uncle|tia|tio|"
    r"cousin|prim[ao]|"
    r"niece|nephew|neighbou?r|roommate|friend|buddy|suegr[ao]|in-?laws?|mil|fil|family|familia|loved one|"
    r"ex|bestie|boss|"
    r"coworker|teacher|pastor|coach|mayor|mami|papi|nin[oa])"
)
ASKERS_KIN = re.compile(
    rf"\b(?:my|our|mi|nuestr[ao]|mis|her|his|(?!(?:how|who|what|where|when|it|that|he|she|"
    rf"there)')[a-z]+'s)(?: (?!your|ur)\w+){{0,2}} ({KIN})\b|"
    rf"\b(?:for|to|with|about|of|saved|helped|treated|killed|lost|ignored|miss|is|that'?s|was) (?:mom|mama|"
    rf"mother|dad|father|papa|grandma|grandpa|granny|nana|grandmother|grandfather|hubby|baby|her|him)\b|"
    r"(?:^|[.!?] ?)(?:mom|dad|grandma|grandpa|mama|papa|nana|hubby|husband|wife|son|daughter)'s?\b|"
    rf"\b(?:mom|dad|grandma|grandpa|mama|papa|nana) (?:is|was|had|died|passed|loves|loved|has)\b"
)
SOMEONE = (
    r"(?:man|woman|guy|gal|girl|boy|kids?|child|baby|lady|person|one|victims?|driver|officer|cop|"
    r"firefighter|soldier|singer|actor|actress|anchor|mayor|coach|pastor|teacher|principal|priest|player|"
    r"patient|mom|mother|dad|father|son|daughter|brother|sister|wife|husband|uncle|aunt|cousin|neighbou?r|"
    r"friend|nephew|niece|grand\w+|twins|family|truck|car|house|ambulance|accident|crash|funeral|"
    r"rumou?r|celebrity|senator|governor|sheriff|deputy|judge|reporter|dude|teen|student|rider|biker|pilot|"
    r"worker|family|couple|body)"
)
OWN_KIN = re.compile(
    rf"\b(?:your|ur|tu|su)(?: \w+){{0,1}} (?:{KIN}|dog|cat|puppy|pup)\b|\b(?:papa|mama|abuela|"
    rf"abuelo) doing\b"
)
OWN_SELF = re.compile(
    r"\b(?:are|r|were|was|did|do|have|is|how(?:'s| is| are| r)?) (?:you|u|ya|ur|your)\b|\byou (?:ok|okay|"
    r"look|good|alright|had|feeling)\b|"
    r"\bhope you|\bhow was (?:your|ur|the) |\b(?:get well|feel better)\b|\b(?:your|ur) (?:\w+ )?(?:pic|"
    r"pics|picture|photo|hand|arm|leg|shift|day|hair)\b"
)
ABOUT_SOMEONE = re.compile(
    rf"\b(?:was|is|were|wasn't|isn't|did|does|has|had|will) (?:he|she|him|her|mr|mrs|ms|(?:the|my|our|that|"
    rf"this|those|some|ur|a|little|lil|ol|old)(?: \w+){{0,3}} {SOMEONE})\b|"
    rf"\b(?:was|is|were|isn't|wasn't) (?:that|it|this|those)(?: really| actually| not)? (?:[a-z]+'s|(?:my|"
    rf"our|the|a|that|little|ol|old|coach|pastor|mr|mrs|ms)(?: \w+){{0,3}} {SOMEONE}|him|her|mr|mrs|ms|"
    rf"coach|pastor)\b|"
    r"\b(?:was|is) (?:that|it|this) (?-i:[A-Z])|\b(?:did|does|is|was|has|will) (?-i:[A-Z][a-z]+)\b|\b(?:mr|"
    r"mrs|ms)\.? [a-z]+[^.!]*\?|"
    r"\b(?:who|whose|whos|who's) (?:was|is|were|got|are|that|the|baby|car|in)\b|\bwhat happened\b|"
    r"\bany (?:news|update|word|truth)\b|"
    r"\bhow(?:'s| is| r| was|s) (?:he|she|my|our|the (?:baby|kid|boy|girl|man|guy|lady|victim|officer|"
    r"driver|patient)|(?-i:[A-Z][a-z]+)|(?!your|ur|you|that|this|it|the|everyone|everything|"
    r"the)[a-z]+(?= doing| holding|\?))\b|\bwhere(?:'s| is| are|s) (?:he|she|my|our|the|(?!your|ur|"
    r"you)[a-z]+)\b|"
    r"\b(?:prayers|praying|pray) for\b|\b(?:heard|saw|seen|i see) (?:about|that|there|a|the|they|some|"
    r"you guys|[a-z]+'s?)\b|\b(?-i:[A-Z][a-z]+)'s (?:car|truck|mom|dad|wife|husband|kid|baby|funeral)\b|"
    r"\b[a-z]+'s (?:car|truck|funeral) (?:by|at|in|outside|there|parked)\b|"
    r"\bis (?!it|there|this|that|your|ur|the (?:office|clinic|er|pharmacy|portal|lab|cafeteria|line|"
    r"gift))[a-z]+(?: [a-z]+)? "
    r"(?:there|ok|okay|alright|alive|in (?:your|the|icu|surgery|labor)|at your|your patient|going(?! around)|"
    r"a patient|one of|still|doing|sick|back)\b|"
    r"\blooking for (?:my|a|the)\b|\bguess who\b|"
    r"\bya sali[o]?\b|\b(?:does|did) (?:my|his|her|the) (?:\w+ )?(?:brother|sister|son|daughter|husband|"
    r"wife|ex|mom|dad|friend|kid)\b",
    re.I,
)
TITLED_STAFF = re.compile(
    r"\b(?:dr|doctor|doctora|nurse|nurses|coach|miss|ms|rn|np|pa|chef|tech|therapist|hygienist|"
    r"receptionist|volunteer|aide|"
    r"midwife|counselor|doula|enfermera|front desk|desk)\.? ([a-z][a-z'-]+)(?: ([a-z][a-z'-]+))?"
)
PRAISED_NAME = re.compile(
    r"\b([A-Z][a-z-]+)(?:,? (?:RN|NP|MD|PA|PT|DDS|LPN))?,? (?:is|was|are|were|rocks?|rules?|rocked|"
    r"has been|made|makes|deserves|at the|in (?:the )?\w+|y [A-Z])\b"
    r"|\b(?i:thank|thanks to|ask for|shout-?out to|kudos to|love|loved|with|hire|give|recommend|congrats|"
    r"where's|nurse|meet|see) ([A-Z][a-z'-]+)\b"
)
NAME_AFTER_KIN = re.compile(rf"\b(?:my|our|mi|her|his|little|baby)(?: \w+){{0,1}} {KIN},? ([A-Z][a-z'-]+)", re.I)
SIGNED = re.compile(
    r"(?:^|[\s.!?])[-~] ?([A-Z][\w.]*(?: [A-Z][\w.]*){0,2})\s*$|\b(?:it's|its|i'm|im|this is|"
    r"soy) ([A-Z][a-z]+)\b"
)
PRAISE = re.compile(
    r"\b(?:best|great(?:est)?|amazing|awesome|wonderful|love[ds]?|lovely|excellent|excelente|fantastic|"
    r"kind(?:est)?|sweet\w*|"
    r"thank(?:s|ful| you)?|grateful|gratitude|angels?|angel|heroes?|rocks?|highly recommend|recommend\w*|"
    r"perfect|caring|friendly|gentle|"
    r"compassionate|incredible|phenomenal|outstanding|beautiful|helpful|nice|fun|five stars|5 stars|10/10|"
    r"saved|changed my life|"
    r"magician|congrats|congratulations|bless|blessed|obsessed|life ?saver|gracias|amables?|encant\w+|"
    r"mejor(?:es)?|super|maravill\w+|"
    r"happy|joy|impressed|top notch|a\+|clean|comfortable|professional|knowledgeable|cutest|cute|"
    r"good people|welcoming|never judge|got (?:me|us) through|dream|in good hands|rock ?star)\b|[❤💙💛💕🙌😍🥰🎉👏]"
)
COMPLAINT = re.compile(
    r"\b(?:rude\w*|wait(?:ed|ing|s)?|hours|worst(?! \w+ (?:of|in) (?:my|our))|terrible|horrible|awful|"
    r"never (?:again|go|called|return\w*)|avoid|scam\w*|fraud\w*|quack\w*|"
    r"liars?|lied|lies|bad|dirty|filthy|cold|ignored|ignore|wrong|unprofessional|incompetent|overcharg\w+|"
    r"charged|bill(?:ed|ing)?|"
    r"fees?|expensive|pricey|robbery|criminal|rip-?off|money|hurt|pain\w*|botched|butcher\w*|misdiagnos\w+|"
    r"refus\w+|denied|dismiss\w*|judged?|"
    r"judgy|pushy|late|slow|crash\w*|broken|lost|disgrace|disgusting|pathetic|useless|waste|wasted|nobody|"
    r"no one|no answer|not? "
    r"(?:happy|helpful|help|impressed|good|worth)|disappoint\w+|upset|angry|furious|horrid|nightmare|poor|"
    r"complain\w*|sue|lawyer|report\w*|"
    r"neglect\w*|abus\w+|mistake|error|unsafe|sucks?|hate[ds]?|joke|shame\w*|cruel|uncomfortable|noisy|"
    r"freezing|smell\w*|stole|stolen|"
    r"fake|1 star|one star|2 stars|meh|ugh|pesim\w+|mala?|malo|terribles?|tard\w+|esper\w+|grosera?|"
    r"cobr\w+|nunca|switching|leaving)\b|[😡🤬👎]"
)
QUESTION = re.compile(
    r"\?|\b(?:how do|how much|how long|when do|when is|where do|do you (?:take|do|have|accept|offer)|can i|"
    r"can you|is it|are you|what time|anyone know|"
    r"what's the|does anyone|cuando|cuanto|donde|puedo|tienen|aceptan)\b"
)
EMERGENCY = re.compile(
    r"\b(?:kill (?:my|him|her)self|suicid\w*|want(?:ed)? to die|wanna die|end (?:it all|my life|it)|"
    r"better off dead|can'?t (?:do this|go on|"
    r"take it|keep going|live)(?: \w+)?(?: any ?more)?|hurt(?:ing)? myself|self[ -]?harm\w*|cutting (?:my|"
    r"her|him)self|no reason to live|kms|don'?t want to "
    r"(?:live|be here|wake up)|overdos\w+|od'?d|chest pain|can'?t breathe|trouble breathing|not breathing|"
    r"unconscious|won'?t wake|"
    r"bleeding (?:a lot|out|won'?t|heavily|badly)|seizure|stroke right now|having a stroke|swallowed|"
    r"poison(?:ed|ing)?|quiero morir\w*|matarme|suicidarme|no puedo mas|"
    r"quitarme la vida|jumping|goodbye (?:world|everyone))\b"
)
SELF_HARM = re.compile(
    r"\b(?:kill|suicid\w*|die|end (?:it|my)|dead|can'?t (?:do|go|take|keep|live)|hurt(?:ing)? myself|self|"
    r"cutting|no reason|kms|don'?t want|"
    r"quiero morir\w*|matarme|suicidarme|no puedo|quitarme|goodbye)\b"
)
ALLEGATION = re.compile(
    r"\b(?:abus\w+|assault\w*|grop\w+|molest\w*|rap(?:e|ed|ist)|harass\w*|racis\w+|racial\w*|sexis\w+|"
    r"homophob\w+|transphob\w+|misgender\w*|"
    r"discriminat\w+|slurs?|because (?:i'm|i am|we're|of my) (?:\w+ )?(?:black|brown|asian|latin\w|"
    r"hispanic|muslim|jewish|gay|trans|fat|disabled|deaf|old|poor|race|"
    r"religion|accent|weight|age|skin|color|hijab|wheelchair)|ada violation|wheelchair|interpreter|"
    r"bed ?sores?|neglect\w*|bruis\w+|restrain\w+|unsafe|"
    r"wrong (?:drug|meds?|medication|medicine|dose|patient|side|leg|eye|tooth|blood|birth control|pills?)|"
    r"infect\w+|died|killed|death|malpractice|negligen\w+|"
    r"hit (?:my|him|her|me)|without (?:my )?consent|stole\w*|expired|dirty needles?|drunk|high on|racista|"
    r"abuso|maltrat\w+)\b"
)
MEDIA = re.compile(
    r"\b(?:reporter|journalist|newsroom|channel \d+|news ?(?:desk|team|12|\d)|press|(?:w|k)[a-z]{2,3}-?tv|"
    r"podcast host|on the record|for comment|statement (?:on|about|for)|"
    r"tabloid|story on|segment|interview|dm'?s? open for|editor|deadline)\b"
)
LEGAL = re.compile(
    r"\b(?:lawyers?|attorneys?|sue|suing|lawsuit|subpoena|court|legal action|litigation|malpractice|"
    r"medical board|state board|bbb|ombudsman|"
    r"attorney general|hipaa (?:complaint|violation)|ocr complaint|licens\w+ board|report(?:ed|"
    r"ing)? (?:you|this|them)|filed? (?:a )?complaint|demanda|abogado)\b"
)
SPANISH = re.compile(
    r"\b(?:muy|para|gracias|esta|estan|pero|buen[oa]s?|mal[oa]s?|atencion|clinica|citas?|tiempo|horas|"
    r"nadie|siempre|nunca|"
    r"todos?|todas|donde|cuando|cuanto|hola|quiero|tengo|hace|aqui|ahi|fue|fueron|hay|excelente|recomiendo|"
    r"pesim[oa]|que|"
    r"los|las|por|con|una|del|como|mas|tan|sus|mi|nos|esperar?|espere|ayuda|llamen?|doctora|enfermeras?|trato|amables?|"
    r"sala|cirugia|dolor|receta|gente|bonito|lindo|nuestr[oa]|senora?|servicio)\b"
)
ENGLISH = re.compile(
    r"\b(?:the|and|was|is|are|were|my|they|to|of|for|with|you|your|this|that|have|has|had|it|in|on|at|not|"
    r"but|so|very|i|we|me|no one|all|be)\b"
)
TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "bill",
        re.compile(
            r"\b(?:bill\w*|charg\w+|fees?|cost\w*|price\w*|pricey|expensive|insurance|copay|deductible|\$ ?\d|"
            r"money|refund|paid|pay|owe|collections|"
            r"overcharg\w+|robbery|scam\w*|rip-?off|cobr\w+|caro|dinero|factura|seguro)\b|\$"
        ),
    ),
    (
        "wait",
        re.compile(
            r"\b(?:wait\w*|hours?|minutes?|mins?|late|delay\w*|slow|forever|took so long|took forever|behind|"
            r"esper\w+|tard\w+|horas|minutos|before me|went first)\b"
        ),
    ),
    (
        "phone",
        re.compile(
            r"\b(?:phones?|call(?:ed|s|ing)? back|voicemail|hold|on hold|answer\w*|portal|app|website|login|email|"
            r"online|line is busy|llam\w+|contest\w+)\b"
        ),
    ),
    (
        "place",
        re.compile(
            r"\b(?:parking|food|cafeteria|lobby|dirty|clean|filthy|noise|noisy|cold|wifi|bathroom|temperature|"
            r"building|sucio|comida)\b"
        ),
    ),
    (
        "staff",
        re.compile(
            r"\b(?:rude\w*|staff|nurses?|doctors?|dr|receptionist|front desk|attitude|unprofessional|dismiss\w*|"
            r"ignored?|judg\w+|cold|pushy|laugh\w*|"
            r"yell\w*|mean|grosera?s?|personal|enfermera|doctora?|trato|trat\w+|tech|hygienist|bedside manner|"
            r"listen\w*)\b"
        ),
    ),
)
FIGURES = re.compile(
    r"\d|day\b|night|morning|week|month|noon|yesterday|lunes|martes|jueves|viernes|sabado|domingo|ayer"
)
HEALTH_LISTS = ("condition", "procedure", "drug", "body", "outcome")


def stem(phrase: str) -> str:
    return phrase.removesuffix("s") if len(phrase) > 4 else phrase


class Answered:
    """The answered text taken apart. Every property is a plain belief, open to being wrong."""

    def __init__(self, part: "Part") -> None:
        self.part = part
        self.low = part.low

    @cached_property
    def asks_about_someone(self) -> bool:
        """Whether it asks after, or talks of, one person who is not staff and not the author's own."""
        if self.about_author:
            return False
        return bool(ABOUT_SOMEONE.search(self.part.text)) and not self.names("staff")

    @cached_property
    def tells_of_kin(self) -> bool:
        """Whether someone's relative, neighbour or friend is told of."""
        return bool(ASKERS_KIN.search(self.low))

    @cached_property
    def about_author(self) -> bool:
        """Whether it asks after the author or the author's own family and pets."""
        return bool(OWN_KIN.search(self.low) or OWN_SELF.search(self.low)) and not self.tells_of_kin

    @cached_property
    def named(self) -> dict[str, str]:
        """Names in lower case with the role that the words around them give."""
        found: dict[str, str] = {}
        text = self.part.text
        for m in PRAISED_NAME.finditer(text):
            found[(m[1] or m[2]).lower()] = "staff" if self.praise or m[2] else "unclear"
        for m in TITLED_STAFF.finditer(self.low):
            found[m[1]] = "staff"
            if m[2] and text[m.start(2)].isupper():
                found[m[2]] = "staff"
        for m in NAME_AFTER_KIN.finditer(text):
            if m[1][0].isupper():
                found[m[1].lower()] = "kin"
        for m in SIGNED.finditer(text):
            for name in (m[1] or m[2]).lower().split():
                found[name] = "writer"
        return found

    def names(self, role: str) -> list[str]:
        return [n for n, r in self.named.items() if r == role]

    @cached_property
    def health(self) -> list[Cue]:
        """Words of illness, treatment, medicine and body."""
        return self.part.cues(*HEALTH_LISTS)

    @cached_property
    def care_words(self) -> frozenset[str]:
        """Words of health and care in it, without a plural s."""
        return frozenset(stem(c.phrase) for c in self.part.cues(*HEALTH_LISTS, "care_noun"))

    @cached_property
    def figures(self) -> bool:
        """Whether it may hold a sum, an hour or a day."""
        return bool(FIGURES.search(self.low))

    @cached_property
    def praise(self) -> bool:
        return bool(PRAISE.search(self.low)) and len(COMPLAINT.findall(self.low)) <= len(PRAISE.findall(self.low))

    @cached_property
    def complaint(self) -> bool:
        return bool(COMPLAINT.search(self.low)) and not self.praise

    @cached_property
    def question(self) -> bool:
        return bool(QUESTION.search(self.low))

    @cached_property
    def emergency(self) -> bool:
        """Whether someone may be in danger now; the reply is then a crisis line and nothing else."""
        return bool(EMERGENCY.search(self.low))

    @cached_property
    def self_harm(self) -> bool:
        return self.emergency and bool(SELF_HARM.search(self.low))

    @cached_property
    def allegation(self) -> bool:
        """Abuse, discrimination, harm or danger is alleged: a complaint under 164.530(d)."""
        return bool(ALLEGATION.search(self.low))

    @cached_property
    def media(self) -> bool:
        return bool(MEDIA.search(self.low))

    @cached_property
    def legal(self) -> bool:
        return bool(LEGAL.search(self.low))

    @cached_property
    def spanish(self) -> bool:
        return len(SPANISH.findall(self.low)) > 2 * len(ENGLISH.findall(self.low))

    @cached_property
    def topic(self) -> str:
        """bill, wait, phone, place, staff or "" for none of these."""
        return next((name for name, pattern in TOPICS if pattern.search(self.low)), "")

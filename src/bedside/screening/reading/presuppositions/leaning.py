"""What leans on a relation without a word that names it.

A reply that is true of anyone speaks of the words written, of the house, of the way to reach it; it
keeps to the present and to plurals. One that tells an episode, of someone, with definite things and
near times, does not. Each of these signs counts points of the scale ``leaning``; the sum decides.
Fitted by training/fit_leaning.py.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.presuppositions.facts import INSTITUTIONAL, PLAIN
from bedside.screening.reading.replies import AMOUNT, CLOCK, DAY, Reply, Sentence, could_be_name, is_past
from bedside.screening.reading.word_sets import word_set

SPOKEN_TO = re.compile(r"\b(?:you|your|yours|u|ur|you're|you've|you'd|you'll|yourself|su|sus|usted|le|te|tu)\b")
# What may be said to anyone who writes.
TO_ANYONE = re.compile(
    r"\b(?:thank(?:s| you|ing you)?|bless|god bless)(?: (?:to )?(?:you|ur|your))?\b(?: (?:all|both|for))?|"
    r"\b(?:can|can't|could|may|might|will|won't|would|wouldn't|'ll|'d|to|let|glad|happy|please|should|do|"
    r"don't|if|whenever|before|as|how|what|whatever|whether|where|anything|hope|wish|know|why|that|because|"
    r"when|until|wherever|however)(?:'ll|'d)? (?:\w+ ){0,3}?(?:you|your)\b(?:'d|'ll)?|"
    r"\b(?:you|u)(?:'re| are|'ve| have)? (?:so |very |too |all |absolutely |totally |quite |not |just |"
    r"are |guys |both |folks |really |never |always |still )*(?:right|welcome|kind|sweet|generous|upset|"
    r"going through|alone|reading|correct|matter|rock|deserve|make|made|wrote|took|noticed|spotted|caught|"
    r"raise|raised|bring|brought|said|say|mention\w*|shared?|think|thought|feel|felt|see|saw|want|need|"
    r"like|love|prefer|can|could|may|might|will|get|know|"
    r"hear|heard|write|name|folks|all|guys|are|aren't|asked|ask|wonder\w*|hope|hoped|sure|the best|awesome|"
    r"amazing|describe\w*|posted?|told|gave|got us|had us|two|win|nailed|lot|bet|betcha|caught us|beat us|"
    r"have (?:a|our|every|great|good)|worried|disappointed|frustrated|unhappy|concerned|angry|sorry|"
    r"having trouble|a (?:gem|peach|star|doll|saint|legend|delight|joy)|on|in luck|hired|making us|"
    r"not wrong|thinking about|looking for|interested|able|wonderful|writing|sharing|reaching)\b(?: (?:you|"
    r"your)\b)?|"
    r"\b(?:your|ur) (?:\w+ )?(?:own|words?|review|rating|feedback|comments?|note|notes|message|messages|"
    r"post|posts|question|questions|call|time|thoughts?|input|suggestions?|ideas?|perspective|points?|"
    r"views?|opinions?|honesty|candor|voice|kindness|enthusiasm|support|interest|love|shout-?outs?|"
    r"compliments?|praise|nudge|heads-?up|concerns?|frustrations?|disappointment|anger|worry|donations?|"
    r"gift|generosity|inbox|phone|browser|app|"
    r"day|week|weekend|morning|evening|night|area|county|city|town|neighborhood|street|dog|cat|pup|"
    r"sense of humor|photos?|privacy|language|name here|ob|doctor|provider|pharmacist|pharmacy|"
    r"pediatrician|plan|insurer|card|insurance|employer|cousin|neighbors?|friends?|kids?|taste|eye for|"
    r"pick|vote|favou?rite|patience|understanding|side|story|letter|email|username|password|"
    r"account settings|video|song|playlist|garden|team|community|school|church|heart|hands|hat|mind|way|"
    r"cup|plate|calendar|seat|ticket|spot|shoes|reply|answer|guess|hunch|memory|sign|name|cv|resume|"
    r"application|eyes on)\b|"
    r"\byours on\b|\b(?:made|make|makes|making) (?:her|his|our|their|my|\w+'s) (?:day|week|month|morning|"
    r"year|tuesday)|\b(?:sending|send|hear|hearing|see|appreciate|owe|tell|told|promise|assure|invite|urge|"
    r"encourage|wish|trust|ask|love|hug|salute|thanking|with|from|like|than|around|at|for) you(?: all|"
    r" both| guys| folks)?\b(?! (?:have|had|were|came|are|did|get|got|go|went|look|need|wear|on the \d))|"
    r"\byour (?:own|local|nearest|closest|usual|regular)\b|\b(?:good|best) (?:of|for) you\b|"
    r"\bbetween you and\b|\byou know\b|\byou bet\b|\bmind you\b|\byou too\b|\bto you\b|"
    r"\b(?:su|sus|tu|tus) (?:\w+ )?(?:palabras?|comentarios?|opinion|resena|mensaje|tiempo|sugerencia|"
    r"apoyo|carino|gracias)\b|\b(?:que|no|si|por favor|gracias|nos|lo|la) (?:le|te|usted|su)\b"
)
WORDS_THANKED = re.compile(
    r"\b(?:thank(?:s| you| you so much| you all)?|appreciate|grateful|touched|gracias|cheers|"
    r"merci)\b[^.!?]{0,24}\b(?:for|that|by|por)\b[^.!?]{0,20}\b(?:words?|feedback|review|note|comments?|"
    r"sharing|writing|saying|taking|letting us know|telling|message|reading|noticing|kind|this|asking|"
    r"posting|flag\w*|point\w*|nudge|heads|laugh|shout\w*|speaking|raising|bringing|write|love|support|"
    r"palabras|escribir|comentario|tomarse)\b|"
    r"\b(?:this|that|it|your (?:words|note|message|review)|reading this|you) (?:just |really |has |have |"
    r"totally |so )*(?:made|makes|brightened|warmed|lifted|'ve made|will make)\b|\b(?:read|shared?|sharing|"
    r"passing|passed|pass|printed|forward\w*|taped|framed|show\w*|tell) (?:this|it|these|your|them|that)\b|"
    r"\b(?:to read|read this|reads? (?:these|reviews)|leerlo|leimos)\b"
)
CONTACT = re.compile(
    r"\b555[- ]?\d{4}|\b1?-?8\d\d-\d{3}-\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}|\(\d{3}\) ?\d{3}|(?<![\w.])[\w.]+@[\w.]+|"
    r"\b\w+\.(?:example|com|org|gov)\b|\b(?:988|911|211)\b|\b(?:call|contact|email|reach|ring|phone|main|"
    r"nurse|hot|help|direct|crisis|patient relations|switchboard|front desk|portal|website|"
    r"link in)\b ?(?:line|form|us|me|page|center|out)?\b"
)
HOUSE = re.compile(
    r"\b(?:we|our \w+|the (?:clinic|hospital|office|practice|team)|staff|hours|doors) (?:always |also |"
    r"only |never |usually |do |all |now |are |is |both )*(?:aim|strive|try|want|take|believe|follow|offer|"
    r"post|train|welcome|accept|see|keep|open|close|hold|host|work|hope|expect|review|read|run|print|"
    r"charge|publish|value all|treat|use|answer|respect|staff|recommend|listed|posted|open|closed|free|"
    r"public|available|required|proud|hiring|accredited|licensed)\b|"
    r"\b(?:policy|policies|posted|website|online|walk-?ins?|hours|free|daily|weekdays|24/7|open to|public|"
    r"everyone|anyone|by law|state law|fda|cdc|insurers?|studies|research|in general|usually|typically|"
    r"our (?:prices|fees|rates|results|report|hours|menu|rules|board|new))\b"
)
DEFINITE = re.compile(
    r"\b(?:the|that|those|these|both|this|el|la|los|las|ese|esa)(?: (?:left|right|new|last|first|second|"
    r"green|blue|small|big|tiny|little|other|same|old|whole|next|final))? (?P<noun>[a-z][a-z'-]{2,})"
)
HOUSE_NOUN = re.compile(
    r"^(?:team|staff|crew|clinic|hospital|office|practice|nurses?'?|doctors?|desk|front|portal|phone|"
    r"phones|website|site|app|page|link|line|lines|lobby|lot|parking|door|doors|wall|board|boards|state|"
    r"county|city|federal|law|policy|policies|review|reviews|comment|comments|feedback|note|notes|words?|"
    r"kind|love|laugh|time|times|week|day|days|morning|year|years|month|weekend|world|internet|whole|"
    r"entire|best|most|first|"
    r"nicest|sweetest|way|thing|things|right|wrong|same|other|others|others'|one|ones|rest|public|"
    r"community|neighborhood|people|folks|person|news|fda|cdc|census|privacy|number|email|address|break|"
    r"coffee|team's|director|manager|owner|advocate|ombudsman|supervisor|chef|volunteers?|midwives|midwife|"
    r"therapists?|techs?|front|main|switchboard|call|calls|wait|waits|waiting|sign|signs|building|hallway|"
    r"elevators?|cafeteria|food|kitchen|gift|shuttle|"
    r"heads-up|nudge|push|reminder|shout-?out|support|question|questions|concern|concerns|complaint|"
    r"complaints|issue|point|hard|long|short|local|link|links|bio|back|top|bottom|end|start|idea|spirit|"
    r"mural|music|piano|garden|art|tour|event|class|classes|meeting|seminar|program|fair|gala|job|jobs|"
    r"field|science|evidence|sickest|emergency|er|ed|nearest|nursing|medical|health|school|library|"
    r"university|foundation|insurance|insurer|insurers|card|plan|plans|test|sort|standard|standards|tone|"
    r"experience|care|kindness|trust|truth|feeling|moment|answer|answers|schedule|calendar)$"
)
NAMELY = re.compile(
    r"\b(?:hon|hun|honey|babe|sweetie|buddy|big guy|champ|friend|mama|momma|mami|girl|dear|my friend|ma'am|"
    r"sir|doña|dona|amiga|amigo|mija|boss|brother|sis|pal|kiddo|dude|lovely|love)\b(?=[,.!? ]*$|[,.!])"
)
LAUGH = re.compile(r"\b(?:ha(?:ha)*|lol|hehe|lmao)\b|😂|🤣|😅")
THING = re.compile(
    r"\b(?:forehead|chin|cheeks?|calf|calves|belly|bump|ribs|hinge|lens|dome|mask|tank|cast|boot|sling|"
    r"crutch(?:es)?|cane|baston|walker|wheelchair|gown|stretcher|needles?|syringe|drops|pills?|tablet|"
    r"half a tablet|dose|capsule|cream|gel|patch|shots?|stitches|eggs?|embryos?|dish|weights?|pressure|"
    r"sugar|prep|scope|screen|report|order|orders|sheet|slip|consent|form|signature|override|fax|faxed|"
    r"level (?:one|two|three|four|five)|triage|incubator|tiny hat|appendix|stents?|band|wire|brackets?|"
    r"loaners?|trays?|diet|liquids|swelling|bruis\w+|scar|heel|toe|molars?|gums?|panel|fasting|pokes?|"
    r"stick|vein|veins|tube|iv)\b"
)
MEASURE = re.compile(
    r"\b\d+ ?(?:lbs?|oz|pounds|ounces|mg|ml|cc|inches|cm|weeks?|days?|months?|minutes?|mins?|hours?|hrs?|"
    r"stitches|times|over \d+)\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half an?|"
    r"twice|once) ?(?:hours?|minutes?|days?|weeks?|months?|goes|times|rounds?|tries|years?|stitches|"
    r"nights?)?\b|\b\d+/\d+\b"
)
ORDER = re.compile(
    r"(?:^|[.!?,;:] ?(?:and |but |so |then |just |please |now )?)(?:don't forget|remember to|keep (?:up|"
    r"your|the|on|icing|wearing|doing|those|that|moving|it (?:dry|clean|up|elevated))|wear|ice|elevate|"
    r"rest|take it easy|take care of (?:that|those|your)|enjoy|bring|save|stay|go easy|watch|floss|brush|"
    r"hydrate|drink|stop|no (?:more )?\w+ (?:for|till|until|after)|tell|give|sleep|come (?:get|see|by|"
    r"back)|get|put|use|take|skip|heat|swing|hug|kiss|let)\b"
)
FIGURES = re.compile(
    r"\b(?:percent|%|of \d|\d{1,3},\d{3}|statewide|nationwide|per (?:year|month|week)|county|state|median|"
    r"average|\d+ (?:cases|volunteers|people|patients|nurses|beds|openings))\b|\b1[5-9]\d\d\b"
)
AILING = re.compile(
    r" (?:team|teams|center|centers|centre|clinic|clinics|month|day|awareness|training|class|classes|"
    r"screenings?|program|programs|unit|floor|nurses?|navigators?|support group|group|groups|research|"
    r"studies|study|trial|ward|services?|department|prevention|line|hotline|season|policy|policies|page|"
    r"education|association|society|foundation|fund|walk|run|drive|drives|ball|doctors?|specialists?|"
    r"surgeons?|experts?|chairs?|cases|rates?|costs?|prices?|packages?|guidelines?|waitlists?|waits?|care|"
    r"test kits?|kits?|station|suite|courses?|certification|days)\b"
)
WE_PAST = re.compile(
    r"\b(?:we|i|i've|we've|nobody|someone|everyone|she|he|they|it|dr\.? \w+|the \w+|our \w+|my \w+|that|"
    r"who|which|\w+s)(?: (?:have|had|also|even|did|already|just|really|both|all|only|finally|was|were|is|"
    r"had|has|been))* (?P<verb>[a-z]+)\b"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a reply that is not true of anyone, and where it first stands."""

    name: str
    start: int
    end: int


class Add(Protocol):
    def __call__(self, name: str, start: int, end: int) -> None: ...


def signs_of(reply: Reply) -> dict[str, Sign]:
    """Every sign of the reply by name, at its first place."""
    found: dict[str, Sign] = {}

    def add(name: str, start: int, end: int) -> None:
        found.setdefault(name, Sign(name, start, end))

    low = reply.part.low
    last = len(low)
    for sentence in reply.sentences:
        about(reply, sentence, add)
    for name, pattern in (
        ("words_thanked", WORDS_THANKED),
        ("contact", CONTACT),
        ("house", HOUSE),
        ("endearment", NAMELY),
        ("laugh", LAUGH),
    ):
        if m := pattern.search(low):
            add(name, m.start(), m.end())
    answered = reply.answered
    flags = {
        "private": reply.private,
        "crisis": reply.crisis,
        "message": reply.message,
        "comment": not reply.message and not reply.rating,
        "personal": reply.personal,
        "sensitive": reply.sensitive,
        "to_praise": answered is not None and answered.praise,
        "to_complaint": answered is not None and answered.complaint,
        "to_question": answered is not None and answered.question,
        "to_kin": answered is not None and answered.tells_of_kin,
        "to_staff": answered is not None and bool(answered.names("staff")),
        "about_author": reply.about_author,
        "long_ago": reply.part.long_ago,
        "all_general": bool(reply.sentences) and all(s.general or s.private or s.directs for s in reply.sentences),
        "short": len(low) < 60,
    }
    for name, holds in flags.items():
        if holds:
            add(name, 0, last)
    return found


BEFORE_PARTICIPLE = word_set("before_participle")


def tells_past(sentence: Sentence) -> bool:
    """Whether a verb of the past stands in it, other than a participle: "it is listed"."""
    words = sentence.words
    return any(
        is_past(w.low)
        and (i == 0 or words[i - 1].low not in BEFORE_PARTICIPLE)
        and not words[i - 1].low.endswith("'re")
        for i, w in enumerate(words)
    )


def about(reply: Reply, sentence: Sentence, add: Add) -> None:
    low, base = sentence.low, sentence.start
    if sentence.private:
        return
    suffix = "_general" if sentence.general else "_directs" if sentence.directs else ""

    def put(name: str, m: "re.Match[str] | None") -> None:
        if m:
            add(name + suffix, base + m.start(), base + m.end())

    free = [m.span() for m in TO_ANYONE.finditer(low)]
    tells = any(is_past(w.low) for w in sentence.words) or THING.search(low) or reply.health_in(base, sentence.end)
    for m in SPOKEN_TO.finditer(low):
        if tells and not any(a <= m.start() and m.end() <= b for a, b in free):
            rest = re.match(r"(?: [\w'-]+){0,3}", low[m.end() :])
            add("reader" + suffix, base + m.start(), base + m.end() + (rest.end() if rest else 0))
            break
    put("third", re.search(r"\b(?:he|she|him|her|his|he's|she's)\b", low))
    put("clock", CLOCK.search(low))
    put("day", DAY.search(low))
    put("amount", AMOUNT.search(low))
    put("measure", MEASURE.search(low))
    put("thing", THING.search(low))
    put("order", ORDER.search(low))
    put("figures", FIGURES.search(low))
    put("asks", re.search(r"\?\s*$", low))
    for m in WE_PAST.finditer(low):
        if is_past(m["verb"]):
            put("past_house" if m["verb"] in INSTITUTIONAL else "past_episode", m)
    if tells_past(sentence):
        add("past" + suffix, base, base + len(low))
    for m in DEFINITE.finditer(low):
        if not HOUSE_NOUN.match(m["noun"]):
            put("definite", m)
            break
    for cue in reply.cues_in(base, sentence.end):
        if (
            not cue.category.startswith(("said", "soft"))
            and cue.phrase not in PLAIN
            and not AILING.match(reply.part.low, cue.end)
        ):
            add(cue.category + suffix, cue.start, cue.end)
    for m in re.finditer(r"\b[A-Z][a-z]{2,}\b", reply.part.text[base : sentence.end]):
        if m[0].lower() not in reply.staff and could_be_name(m[0]):
            add("name" + suffix, base + m.start(), base + m.end())
    if not any(w.low in PRONOUNS for w in sentence.words) and len(sentence.words) < 8:
        add("fragment" + suffix, base, base + len(low))
    if low.rstrip().endswith("!") or "!!" in low:
        add("exclaims" + suffix, base, base + len(low))


PRONOUNS = word_set("pronouns")


def leanings(reply: Reply, points: Mapping[str, float]) -> Iterator[Presupposition]:
    if not points or reply.authorized or reply.about_author:
        return
    signs = signs_of(reply)
    counted = {k: points[k] for k in signs if k in points}
    score = points.get("base", 0.0) + sum(counted.values())
    if score < 0:
        return
    parts = sorted(((k, p) for k, p in counted.items() if p > 0), key=lambda kp: -kp[1])
    if parts:
        at = signs[next((k for k, _ in parts if signs[k].end - signs[k].start < 60), parts[0][0])]
        why = "signs of an episode of care: " + ", ".join(f"{k.replace('_', ' ')} {p:+g}" for k, p in parts[:5])
        yield Presupposition(Presupposed.CARE, Strength.HINTS, reply.part.name, at.start, at.end, why)

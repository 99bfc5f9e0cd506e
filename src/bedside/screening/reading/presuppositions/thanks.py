"""Thanks, regret and joy: fine for someone's words, telling for someone's care.

"Thank you for the review" is true of anyone who wrote; "thank you for choosing us" is not.
"""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import Reply

US = r"(?:us|me|our \w+(?: \w+)?|the (?:team|staff|clinic|practice|hospital|office)|dr\.? \w+|here|[A-Z]\w+)"
THANKS = (
    r"(?:thank(?:s|ing)?(?: you)?(?: all| both| again| so much| very much| a (?:lot|ton|million|bunch))*|"
    r"thankful|grateful|gratitude|appreciate(?:s|d)?(?: it)?|"
    r"we(?:'re| are) (?:so |very |truly )?(?:honou?red|humbled|touched|flattered|happy|glad|pleased|proud|"
    r"delighted|thrilled)|thx|ty|gracias|agradecemos|mil gracias)"
)
# Things one does only by coming into care, in the -ing form or bare after "for you to".
COMING = (
    r"visit(?:ing)? (?:us|our|the (?:clinic|office|practice|hospital|er)|with|me|dr)|choosing|trusting|"
    r"entrusting|(?:putting|placing) (?:your|so much|such|that) (?:\w+ )?(?:trust|faith|confidence|care)|"
    r"coming (?:in|by|to (?:us|see|our)|here|back|all the way|out to (?:us|see|our))|com(?:e|ing) (?:to|in) for|"
    r"being (?:an? |our |such an? |one of our |the )?(?:\w+ )?(?:patients?|clients?|residents?|member|"
    r"part of (?:our|the) (?:\w+ )*(?:family|practice|community|journey))|"
    r"(?:allowing|letting|giving|inviting|permitting) (?:us|me|our \w+|dr\.? \w+)(?: (?:the|a|this|"
    r"that))?(?: \w+)? ?(?:(?:to )?(?:be (?:a |your |part)|care|help|treat|serve|take care|look after|"
    r"provide|support|walk|share in|into|assist|guide|deliver|"
    r"meet|welcome|opportunity|chance|privilege|honor|in on))|"
    r"(?:your|the) (?:continued |ongoing |many years of )?(?:loyalty|patronage|business|confidence|trust)|"
    r"making (?:us|\w+) your|picking (?:us|our|me)|selecting (?:us|our)|sticking with (?:us|it)|"
    r"staying with us|driving (?:all|so|in)|waiting|"
    r"bringing (?:him|her|them|your \w+|(?!this|it|that|these|the |up)\w+ (?:in|to see|by))|"
    r"stopping (?:in|by)(?! (?:our|the) (?:booth|table|tent|fair))|dropping in|joining our (?:practice|"
    r"family)|returning to (?:us|our)|coming back"
)
VISITAR = (
    r"visitarnos|elegirnos|escogernos|preferirnos|venir(?! a leer)|acudir|confiar(?:nos)?|confianza|"
    r"depositar|su (?:visita|confianza|preferencia|lealtad)|tu (?:visita|confianza|preferencia)|"
    r"ser (?:nuestr[ao]|parte|una? (?:gran )?paciente)|permitirnos (?:ser|cuidar|atender|ayudar|servir|"
    r"acompanar)|dejarnos (?:ser|cuidar|atender|ayudar)|traer a|acompanarnos"
)
FOR_CARE = re.compile(
    rf"\b{THANKS}(?:[ ,!]| for| that| to| por| de| el| la| you| us| all| every| your| of){{0,5}}? ?(?:for|"
    rf"por|of|that you|to you for)? ?(?:{COMING}|{VISITAR})\b"
)
HINT_THANKS = frozenset(
    [
        "your trust",
        "your loyalty",
        "your business",
        "your confidence",
        "the trust",
        "su confianza",
        "tu confianza",
        "confianza",
    ]
)
# Joy that only someone who cared for the reader can have.
JOY = (
    r"(?:honou?r(?:ed)?|privileged?|pleasure|joy|delight(?:ed)?|blessing|blessed|enjoy(?:ed|s)?|love[ds]?|"
    r"loving|adore[ds]?|gift|grateful|thankful|proud|happy|glad|fun|thrilled|excited|lucky|"
    r"mean(?:s|t) (?:a lot|so much|the world)|placer|honor|gusto|alegria|encant\w+)"
)
CARING = (
    r"(?:having|treating|caring for|taking (?:such )?(?:good |great )?care of|looking after|working with|"
    r"watching|seeing|serving|meeting|knowing|helping|hosting|supporting|welcoming|bringing|delivering|"
    r"being (?:with|there|part|a part|able|your|at)|"
    r"to (?:have (?:you|had|been|cared|met|known|treated|helped|played|served)|be (?:your|there with|"
    r"with you|part of|a (?:small )?part|able to (?:help|care|treat|serve)|on (?:this|your)|in)|care for|"
    r"serve (?:you|your)|treat|get to know|take care|help (?:you|your|her|him|them|with)|"
    r"support (?:you|your)|walk (?:with|beside|alongside)|see (?:you|your|how|him|her)|watch (?:you|your|"
    r"him|her)|meet (?:you|your|him|her)|look after|know (?:you|your|him|her)|be there|share)|"
    r"atender(?:l[aeo]s?|te)?|cuidar(?:l[aeo]s?|te)?|ver(?:l[aeo]s?|te)|traer al mundo|"
    r"acompanar(?:l[aeo]s?|te)?|tener(?:l[aeo]s?|te)?|conocer(?:l[aeo]s?|te)?)"
)
ONE = r"(?:you|your|ya|u|him|her|them|he|she|little|mama|su|sus|tu|l[aeo]s?|te)"
CARE_JOY = re.compile(
    rf"\b{JOY}\b(?: \w+){{0,3}}? {CARING}\b(?: \w+){{0,3}}?(?: {ONE}\b)?(?: (?:journey|family|stay|visit|"
    rf"smile|care|treatment))?"
)
NEEDS_ONE = re.compile(rf"\b{ONE}\b|(?:lo|la|le|los|las|les|te)\b|{ONE}$")
GLAD_HELPED = re.compile(
    r"\b(?:glad|happy|pleased|delighted|thrilled|relieved|so good) (?:that )?(?:we|i|our \w+|dr\.? \w+|"
    r"\w+) (?:could|was able to|were able to|got to|can) (?:help|be there|take care|care|make|get|ease|fix|"
    r"relieve|support|treat|assist)\b(?: (?:you|your \w+|with \w+(?: \w+)?|out))?|"
    r"\bnos alegra (?:mucho )?(?:haber(?:le|te|lo|la)? (?:podido )?ayuda\w+|que (?:su|tu|se|te|este|haya|"
    r"saliera|todo))\b(?: \w+)?"
)
EVENTS = re.compile(
    r"\b(?:class|fair|booth|5k|10k|race|walk|run|gala|screening event|open house|webinar|seminar|podcast|"
    r"concert|parade|festival|fundraiser|drive|blood drive|tour|workshop|picnic|toy|expo|"
    r"lecture|talk|live|livestream|event|table|cpr|training|volunteer\w*|donat\w+|food truck|page|post|"
    r"group chat|clase|feria|evento)\b"
)
SORRY = (
    r"(?:sorry|apolog(?:y|ies|ize[sd]?|ise|izing)|regret(?:s|ted|ful)?|forgive us|pardon|disculpe|"
    r"disculpas|lamentamos|lamento|sentimos|siento|perdon|our bad|embarrassed|saddened|sad|hate|"
    r"disappointed|upset|concerned)"
)
SORRY_EVENT = re.compile(
    rf"\b{SORRY}\b(?: (?:to (?:hear|read|learn|see)|for|about|that|of|over|regarding|if|any|all|so|very|"
    rf"much|mucho|por|por la|que|el|haya|de|everything|how)){{0,5}} "
    r"(?:(?:the|this|that|any|such an?|a|your|la|el|su|"
    r"tu) )?(?:\w+ ){0,2}?(?P<event>wait(?:ing)?(?: times?| you)?|delays?|mix-?up|confusion (?:with|over|"
    r"about) (?:your|the)|visit|appointment|bill|billing (?:error|issue|mistake)|charge|surgery|procedure|"
    r"stay|treatment|"
    r"cancellation|rescheduling|scheduling (?:error|issue|mistake)|pain|discomfort|wait time|prescription|"
    r"refill|test results?|results|encounter|outcome|espera|demora|cita|atencion|dolor)\b"
    r"(?P<tail>(?: (?:you|on|that|last|yesterday|today|this|in|at|here|with|when|during|before|after|from|"
    r"en)\b(?: \w+){1,3})?)"
)
DEFINITE_TAIL = re.compile(r"you|on |last|yesterday|today|this|when|during|before|after|that|here|from|in our|at our")


HAVING = re.compile(
    r"\b(?:love[ds]?|loving|enjoy(?:ed|s)?|adore[ds]?|miss(?:ed)?) (?:having|seeing|working with|treating|"
    r"caring for) (?!everyone|everybody|visitors|people|famil|patients|guests|all|our|this|the|these|that|"
    r"messages|folks|so|you)\w+"
)


SORRY_THAT = re.compile(
    rf"\b{SORRY}(?: to \w+)?(?: that| about how| if)? (?:the|our|dr\.?|that|his|her|one of our) (?:\w+ ){{1,3}}?"
    r"(?:was|were|wasn't|weren't|wore|took|got|came|ran|did|didn't|felt|hurt|went|made|left|kept|said|had|"
    r"forgot|missed|seemed|\w{3,}ed)\b(?: [\w']+){0,3}"
)
OF_THE_HOUSE = re.compile(
    r"\b(?:noise|parking|portal|site|website|app|lines?|phones?|music|construction|elevators?|heat|wifi|"
    r"page|post|video|link|event|class|lot|traffic|air|system|systems|shuttle|vending|coffee|sign|door)\b"
)


def thanks(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    for m in FOR_CARE.finditer(low):
        sentence = reply.sentence_at(m.start())
        if EVENTS.search(sentence.low) or (reply.personal and not reply.message and "trust" not in m[0]):
            continue
        tail = m[0].removesuffix(" ").rsplit(" ", 2)
        hint = " ".join(tail[-2:]) in HINT_THANKS or m[0].endswith(tuple(HINT_THANKS))
        hint = hint and not re.match(
            r" (?:\w+ ){0,2}(?:us |me )?(?:with|con) (?:your|su|tu)\b", low[m.end() : m.end() + 30]
        )
        yield Presupposition(
            Presupposed.CARE,
            Strength.HINTS if hint else Strength.STATES,
            name,
            m.start(),
            np_end(low, m.end()),
            "thanks for coming into care",
        )
    for m in CARE_JOY.finditer(low):
        sentence = reply.sentence_at(m.start())
        if (NEEDS_ONE.search(m[0]) or "mundo" in m[0]) and not EVENTS.search(sentence.low) and not sentence.general:
            yield Presupposition(
                Presupposed.CARE,
                Strength.STATES,
                name,
                m.start(),
                np_end(low, m.end()),
                "joy at having cared for someone",
            )
    for m in HAVING.finditer(low):
        if not EVENTS.search(reply.sentence_at(m.start()).low) and not reply.personal:
            yield Presupposition(
                Presupposed.CARE, Strength.STATES, name, m.start(), m.end(), "joy at having cared for someone"
            )
    for m in GLAD_HELPED.finditer(low):
        health = reply.health_in(m.start(), reply.sentence_at(m.start()).end)
        strength = Strength.STATES if health or "your" in m[0] else Strength.HINTS
        yield Presupposition(Presupposed.CARE, strength, name, m.start(), m.end(), "glad to have helped")


def regrets(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    for m in SORRY_THAT.finditer(low):
        sentence = reply.sentence_at(m.start())
        if not (sentence.general or reply.personal or OF_THE_HOUSE.search(m[0])):
            yield Presupposition(
                Presupposed.CARE, Strength.HINTS, name, m.start(), m.end(), "regret over how something went for someone"
            )
    for m in SORRY_EVENT.finditer(low):
        sentence = reply.sentence_at(m.start())
        if sentence.general or re.search(r"\b(?:noise|construction|parking)\b", m[0]):
            continue
        mine = re.search(r"\b(?:your|su|tu|you)\b", m[0])
        sure = mine or DEFINITE_TAIL.search(m["tail"])
        yield Presupposition(
            Presupposed.CARE,
            Strength.STATES if sure else Strength.HINTS,
            name,
            m.start(),
            m.end(),
            "regret over something that happens only in care",
        )


def np_end(low: str, end: int) -> int:
    """The end of the phrase that a match cut short: "for your surgery" belongs to "choosing us"."""
    m = re.compile(
        r"(?: (?:us|our team|me|with|for|con|en|de|nosotros|to|in|on)){0,3}(?: (?:your|his|her|su|tu|the|la|el|"
        r"all|sus|his|their) \w+(?: needs)?)?"
    ).match(low, end)
    return m.end() if m else end

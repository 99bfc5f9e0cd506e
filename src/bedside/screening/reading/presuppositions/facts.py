"""Facts that the public does not have: what was said back, dates, money, doses, results."""

import re
from collections.abc import Iterator

from bedside.screening.reading.answered import stem
from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import AMOUNT, CLOCK, DAY, MONTHS, WEEKDAY, Reply, Sentence, is_past
from bedside.screening.reading.word_sets import word_set

STAFF_DID = re.compile(
    r"\b(?P<who>(?:we|i|i've|we've|they)|(?:our|the|my|your) (?:\w+ ){0,2}?(?:team|staff|nurses?|doctors?|"
    r"physicians?|surgeons?|crews?|aides?|drivers?|techs?|technicians?|hygienists?|assistants?|providers?|"
    r"schedulers?|receptionists?|front desk|billing (?:team|office|department)|office|pharmacists?|medics?|"
    r"dispatchers?|security|manager|pathologists?|radiologists?|cardiologists?|specialists?|insurers?|"
    r"therapists?|midwi(?:fe|ves)|interpreter|clinic|lab|counselors?|"
    r"social workers?|"
    r"anesthesiologist|cameras?)|dr\.? \w+|nurse \w+|staff|security|crews|nurses|medics)(?P<adv>(?: (?:has|"
    r"have|had|also|even|did|personally|already|then|both|clearly|repeatedly|always|twice|never|"
    r"immediately|just|all|actually))*) (?P<verb>[a-z-]{2,})\b"
)
# What an organisation does in general; its past tells of nobody.
INSTITUTIONAL = word_set("institutional")
CLINICAL = word_set("clinical")
SPECIFIC_OBJECT = re.compile(
    r"\b(?:you|your|him|her|his|patient|chart|left|right|twice|three times|two|second|third|another|times|"
    r"voicemails?|attempts?|"
    r"mold|lens(?:es)?|ct|claim|transfer|house|address|bed)\b"
)
DOSE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:mg|mcg|ml|units?|cc|iu|tabs?|tablets?|pills?|puffs?|drops|x a day|times (?:a|"
    r"per) day)\b"
)
INSTRUCT = re.compile(
    r"(?:^|[.!?,;] ?(?:and |but |so |then |just |please )?|\b(?:please|just|keep|you should|you can|"
    r"you need to|you'll want to|and|should|go ahead and|ok to|okay to|fine to|safe to|try) )(?:don't |"
    r"do not |never )?(?P<verb>wait|avoid|take|"
    r"taking|stop taking|stop|continue|double (?:it|up|the|your)|doubling|halve|up|skip|switch|increase|"
    r"decrease|apply|use|ice|icing|elevate|rinse|wear|finish|start|restart|rest|soak|keep (?:up|taking|"
    r"icing|wearing|doing)|don't take|hold off on|come off|taper)\b"
)
RESULT = re.compile(
    r"\b(?:(?:potassium|sodium|iron|cholesterol|sugar|glucose|thyroid|tsh|psa|platelets|white count|"
    r"hemoglobin|ldl|inr|creatinine|results?|labs?|biops\w+|scans?|mri|ct|x-?ray|tests?|cultures?|"
    r"bloodwork|pathology|swab|mammogram|numbers|levels|culture|it|they|everything)(?:'s|"
    r"(?: \w+){0,3} (?:is|are|was|were|came back|come back|look|looks|looked|shows?|showed|read|"
    r"tested)) (?:\w+ ){0,2}?(?:up|down|low|20/\d\d|normal|fine|good|great|negative|positive|benign|clear|"
    r"clean|malignant|abnormal|high|low|elevated|stable|perfect|back|back in|undetectable|pending)|"
    r"(?:looks?|sounds?) like (?:an? |the )?(?:\w+ ){0,2}?(?:infection|ringworm|strep|flu|hernia|fracture|"
    r"pinched|sprain\w*|allerg\w+|rash|eczema|virus|uti|pregnan\w+|pinched \w+|\w+itis)|they (?:did|have|"
    r"came back)\b|undetectable|negative|benign|malignant)\b"
)
SYMPTOM_IS = re.compile(
    r"\b(?:that|it|this|some (?:\w+ )?)(?:'s| is| can be| may be)? (?:totally |very |pretty |completely |"
    r"quite |all )*(?:normal|expected|common|to be expected)\b(?: (?:at|for|after|with) [\w'-]+(?: \w+)?)?"
)
HEALTH_IS = re.compile(
    r"\b\w+(?:'s| is| are| was| were| looks?| came back) (?:still |now |all |so |very |a bit |"
    r"looking )?(?:positive|negative|clear|clean|benign|malignant|normal|abnormal|up|down|high|low|"
    r"elevated|better|worse|gone|healed|healing|infected|fine|good|stable)\b"
)
READY = re.compile(
    r"\b(?:your|su|tu|his|her|the) (?:\w+ ){0,3}(?:refill|prescription|script|rx|order|meds?|medications?|"
    r"medicine|lenses|glasses|contacts|results?|labs?|records|referral|crown|aligners?|sample|specimen|"
    r"test|receta|medicina|claim|balance|copay|deductible|appointment|session|slot|visit|bed|"
    r"room)\b(?: \w+){0,3} (?:is|are|was|were|has|have|will be|should be|ya|esta|lista|hemolyzed|came|"
    r"moved|cleared)\b|\bthe sample \w+ed\b"
)
BOOKED = re.compile(
    rf"\b(?:you(?:'re| are| were|r)?|we(?:'ve|'ll| have| can| could|'d| got)?|i(?:'ve|'ll| have| can)?|"
    rf"let's|lets|he(?:'s| is)?|she(?:'s| is)?|they(?:'re)?|su cita|tu cita)(?: \w+){{0,3}}? (?:booked|"
    rf"scheduled|down|set|confirmed|on the (?:schedule|books|calendar)|in|see|move[d]?|do|put|have|got|get|"
    rf"squeeze|fit|meet|switch(?:ed)?|push(?:ed)?|slot(?:ted)?|due|reschedul\w+|es|got you)(?: (?:you|u|"
    rf"him|her|them|it))?(?: (?:down|in|on|for|to|up|at|with|back|el|a|"
    rf"las))*(?: \w+){{0,2}}? ?(?:{WEEKDAY}|{MONTHS} \d|\d{{1,2}}(?::\d\d)? ?(?:[ap]m)?\b|tomorrow|tonight|"
    rf"noon|next week|mañana|manana)"
)
CHECKED_IN = re.compile(
    r"\b(?:checked (?:in|out)|signed in|clocked in|arrived|was seen|discharged|admitted|came in|was here|"
    r"left|went home|walked in|showed up|got here|brought (?:him|her|them|\w+) in|picked (?:him|her|"
    r"them) up|no-?showed|cancel\w+)\b[^.!?;]{0,24}?(?:\b(?:at|around|on|by|about|with|this|last|yesterday|"
    r"today) )?"
)
DROP_IN = re.compile(
    rf"(?:(?:^|[,;:-] ?(?:and |so |just |please |then )?)(?:just |please )?(?:come|bring|swing|stop|drop|"
    rf"pick up|pick (?:it|them) up|"
    rf"pop)\b|\b(?:you're|you are|you can come|(?:is|are) (?:down|booked|scheduled|due|set) for|are set|"
    rf"set for your|squeeze you|fit you|redraw|recheck|we'll see|we'll do|same time|same chair))(?: (?!to|"
    rf"our|the (?:website|portal))[\w']+){{0,5}}? (?:on |at |this |next |for )?(?:the \d{{1,2}}(?:st|nd|rd|"
    rf"th)|(?:{WEEKDAY})(?!s)\b|\d{{1,2}}:\d\d|at \d{{1,2}}\b|tomorrow\b|\d ?[ap]m\b)(?: (?:at|around|"
    rf"on) (?:\d{{1,2}}(?::\d\d)?|\w+day)| \d{{1,2}}(?::\d\d)?| (?:morning|afternoon))?"
)
ASKS_TIME = re.compile(
    r"\b(?:what time|when(?:'s| is| am| do) (?:my|i|our|he|she)|am i|my (?:appt|appointment|slot|next)|"
    r"a que hora|cuando (?:es|me))\b"
)
EVENTFUL = re.compile(
    r"\b(?:open|opens|closed?|doors|hours|class|event|fair|gala|5k|race|walk|start line|booth|open house|"
    r"free|everyone|public|clinic is|new|boiler|shuttle|arriv\w+|parts?|pumpkins|group (?:meets|is)|circle|"
    r"support group|meeting|webinar|seminar|tour|picnic|podcast|episode|desk from|mostrador|chili|menu|"
    r"posted|launch\w*|starts?|kick\w*|game)\b"
)
SET_FOR = re.compile(
    rf"\b(?:labs?|bloodwork|chemo|surgery|scans?|appointment|session|infusion|follow-?up|checkup|transfer|"
    rf"procedure|biopsy|"
    rf"dialysis|adjustment|touch-?up|redraw|recheck|stitches|visit|consult|mri|ultrasound|second dose|"
    rf"next dose|cita|cirugia)"
    rf"(?:'s| is| are)?(?: out| off)? (?:on |this |next |for |el )?(?:the \d{{1,2}}(?:st|nd|rd|th)|"
    rf"(?:{WEEKDAY})(?!s)\b|tomorrow|at \d{{1,2}}\b|manana)"
)
REMINDER = re.compile(
    r"\b(?:reminder|confirm(?:ing)?|heads up)\b[^.!?]{0,30}\b(?:your|about|of) (?:\w+ ){0,2}(?:appointment|"
    r"visit|mammogram|session|surgery|cleaning|exam|procedure|colonoscopy|follow-?up|infusion|consult\w*|"
    r"cita)\b"
)
OWES = re.compile(
    r"\b(?:you|u|he|she|patient|they)(?: still)? (?:owe[sd]?|have an? (?:outstanding |open |past due |"
    r"unpaid )?(?:\w+ )?balance|stiffed|(?:never |haven't |still haven't |didn't |did not )(?:pay|paid)|"
    r"bounced|paid (?:\$|only|in|the|your|nothing|us))\b(?: \w+){0,3}|\bowes? us\b|\b(?:goes|going|went|"
    r"sent|turned over) to collections\b|\bstiffed us\b(?: on)?(?: \$ ?[\d,.]+)?|\bunpaid (?:balance|bill|"
    r"invoice)s?\b|"
    r"\b(?:deductible|copay|coinsurance|coverage|insurance|plan|medicare|medicaid|insurer|"
    r"claim)(?: for \w+ \w+)? (?:hadn't|had not|was(?:n't)?|wasn't|terminated|lapsed|denied|ended|paid|"
    r"covered|didn't|did not|hasn't|rejected|processed|went)\b(?: (?:been |to |for |by |\$)?[\w$,.]+){0,3}|"
    r"\bpatient responsibility\b|\b(?:denied|billed|covered) (?:the |your |both |it|\$)\w*"
)
COVERED = re.compile(
    r"\$ ?[\d,.]+ (?:covered|was|included|went|is your|charge|fee was|balance|after|of the|for your)|"
    r"\b(?:the|that|your) (?:second |first |extra |other )?charge (?:was|is) (?:the|for)\b(?: \w+){0,4}"
)
MILES = re.compile(r"\b(?:from|at|to) (?:your|his|her) (?:house|home|address|place|building|door|driveway|apartment)\b")
MILESTONE = re.compile(
    r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|sixty|ninety|"
    r"first|second|third|dos|tres)[ -](?:days?|weeks?|months?|years?|lbs?|pounds?|kilos?|rounds?|cycles?|"
    r"steps?|dias?|meses|anos?)(?: (?:chip|mark|milestone|old))?(?: (?:down|clean|sober|free|strong|in|"
    r"yesterday|today|off|on the|since|without|post|of recovery|cancer|seizure|smoke|lighter|gone|ago|"
    r"limpi[oa]|sobri[oa])\b|(?=[!🎉👏🙌]))|"
    r"\b(?:down|lost|dropped) (?:\d+|\w+ty|a hundred) ?(?:pounds|lbs|kilos|kg|inches|sizes)?\b|\b(?:clean|"
    r"sober|cancer[- ]free|undetectable|in remission|off (?:insulin|oxygen|the vent|meds|your meds)|"
    r"soberversary|rang (?:the|that) bell|ring (?:the|that) bell|ringing (?:the|that|your) bell|"
    r"bell is yours|last (?:chemo|infusion|round|treatment|session)|no more (?:pokes|chemo|needles|braces)|"
    r"beta (?:number|was|day)|positive test|20/20|one[- ]year chip|grade \d\w*)\b"
)
BODY_OUTCOME = re.compile(
    r"\b(?:the|those|that|these|both|su|la|el) (?:(?:new|left|right|second|first|other|lower|upper|front|"
    r"back) )?(?:\w+ ){0,1}(?P<thing>lips|knees?|hips?|shoulder|wrist|ankle|crown|crowns|fillings?|"
    r"implants?|veneers|braces|splint|cast|stitches|incision|swelling|bruising|infusions?|injections?|"
    r"shots?|meds|medication|dose|bypass|sleeve|bunion|mole|root canal|extraction|hearing aids?|lenses|"
    r"surgery|procedure|treatments?|chemo|radiation|embryos?|transfer|retrieval|biopsy|results?|scan|mri|"
    r"x-?rays?|rash|infection|pain|fog|smile|teeth|tooth|latch|rapid test|test|drops|boot|bed|bell|numbing|"
    r"anesthesia|sedation|iv|stick|blood draw|needle|swab|eggs|rodilla|"
    r"tratamiento|cirugia|lithium|script|grafts)\b"
)
OUTCOME_TONE = re.compile(
    r"\b(?:settle|heal\w*|turn(?:ed|ing)? out|look\w*|worked|working|lifted?|better|letting you|holding up|"
    r"fits?|feels?|grow\w*|going to|was|were|off|aren't|isn't|hadn't|wasn't|started|changed|change|wore|"
    r"took|came|hurt|stung)\b"
)


def of_facts(reply: Reply) -> Iterator[Presupposition]:
    if reply.about_author or reply.authorized:
        return
    for sentence in reply.sentences:
        if sentence.private:
            continue
        yield from staff_acts(reply, sentence)
        yield from health_said(reply, sentence)
        yield from echoes(reply, sentence)
        yield from money(reply, sentence)
        yield from times(reply, sentence)
        yield from milestones(reply, sentence)
        if reply.message or not reply.rating:
            yield from clinical(reply, sentence)


def fact(
    kind: Presupposed, reply: Reply, sentence: Sentence, m: re.Match[str], why: str, *, hint: bool = False
) -> Presupposition:
    return Presupposition(
        kind,
        Strength.HINTS if hint else Strength.STATES,
        reply.part.name,
        sentence.start + m.start(),
        sentence.start + m.end(),
        why,
    )


def staff_acts(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """An episode of someone's care told from our side, as in "the nurse documented one attempt"."""
    if reply.personal:
        return
    for m in STAFF_DID.finditer(sentence.low):
        verb = m["verb"]
        if not is_past(verb) or re.match(r"\b(?:to|will)\b", m["adv"] or ""):
            continue
        after = sentence.low[m.end() :]
        episode = verb in CLINICAL
        near = SPECIFIC_OBJECT.search(after) or CLOCK.search(sentence.low) or AMOUNT.search(sentence.low)
        dated = DAY.search(sentence.low)
        health = reply.health_in(sentence.start, sentence.end)
        if sentence.general and not (near and dated):
            continue
        if episode and (near or dated or health):
            yield span_of(reply, sentence, m, "what our staff did for someone")
        elif verb not in INSTITUTIONAL and near and not sentence.general:
            yield span_of(reply, sentence, m, "what our staff did", hint=not health)


def span_of(reply: Reply, sentence: Sentence, m: re.Match[str], why: str, *, hint: bool = False) -> Presupposition:
    start = sentence.start + m.start()
    _, edge = sentence.clause(start, sentence.start + m.end())
    more = re.match(r"(?: [\w'$-]+){0,3}", reply.part.low[sentence.start + m.end() : edge])
    end = sentence.start + m.end() + (more.end() if more else 0)
    return Presupposition(
        Presupposed.ADDED_FACT, Strength.HINTS if hint else Strength.STATES, reply.part.name, start, end, why
    )


def health_said(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """A health word about someone: an echo where the answered text has it too, else a new fact."""
    if sentence.general or sentence.directs or (reply.personal and not reply.message):
        return
    low = sentence.low
    m = BODY_OUTCOME.search(low)
    if m and OUTCOME_TONE.search(low) and not re.search(r"\b(?:our|of the) bed\b", low):
        echoed = reply.answered is not None and m["thing"].rstrip("s") in reply.answered.low
        yield fact(
            Presupposed.ECHO if echoed else Presupposed.ADDED_FACT,
            reply,
            sentence,
            m,
            "how someone's care went",
            hint=m["thing"] in {"bed", "drops", "pain", "teeth", "smile", "test", "surgery", "procedure"},
        )


PLAIN = word_set("plain")


ECHOED = frozenset(["condition", "procedure", "drug", "body", "outcome", "care_noun"])


def echoes(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """What the answered text told of care, said back: an illness, a treatment, a sum, a day."""
    if reply.answered is None or sentence.general or sentence.directs or reply.small_talk:
        return
    told = reply.answered.care_words
    if not told and not reply.answered.figures:
        return
    for cue in reply.cues_in(sentence.start, sentence.end):
        if (
            cue.category in ECHOED
            and stem(cue.phrase) in told - PLAIN
            and not OF_THE_HOUSE.match(reply.part.low, cue.end)
        ):
            before = reply.part.low[sentence.start : cue.start]
            if specific(sentence) and (PERSONS.search(sentence.low) or DEFINITE.search(before)):
                yield Presupposition(
                    Presupposed.ECHO,
                    Strength.STATES,
                    reply.part.name,
                    cue.start,
                    cue.end,
                    "health words of what is answered, said back",
                )
                return
    for pattern in (AMOUNT, CLOCK, DAY) if reply.answered.figures else ():
        said = {m[0].strip() for m in pattern.finditer(reply.answered.low)}
        for m in pattern.finditer(sentence.low):
            if m[0].strip() in said - {"today", "tonight"} and specific(sentence) and not EVENTFUL.search(sentence.low):
                yield fact(Presupposed.ECHO, reply, sentence, m, "a sum or time of what is answered, said back")
                return


OF_THE_HOUSE = re.compile(
    r" (?:team|unit|floor|clinic|center|nurses?|staff|department|class|group|program|line|month|awareness|"
    r"crew|volunteers)\b"
)
PERSONS = re.compile(r"\b(?:you|your|he|she|his|her|him)\b")
DEFINITE = re.compile(r"\b(?:the|that|both|those|these|this) (?:\w+ )?$")
SPECIFIC = re.compile(r"\b(?:you|your|he|she|his|her|him|that|was|were|did|had|us|we)\b")


def specific(sentence: Sentence) -> bool:
    return bool(SPECIFIC.search(sentence.low)) or any(is_past(w.low) for w in sentence.words)


def money(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    for m in OWES.finditer(sentence.low):
        if sentence.general and not re.search(r"\b(?:you|your|us)\b", m[0]):
            continue
        if sentence.directs and "you" not in m[0]:
            continue
        yield fact(Presupposed.BILLING, reply, sentence, m, "what someone owes, paid or is insured for")
    m2 = COVERED.search(sentence.low)
    if m2 and not sentence.general:
        yield fact(Presupposed.BILLING, reply, sentence, m2, "what a charge was for")
    m3 = MILES.search(sentence.low)
    if m3 and not sentence.general:
        yield fact(Presupposed.ADDED_FACT, reply, sentence, m3, "where someone lives")


def times(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """When someone comes or came."""
    low = sentence.low
    if reply.small_talk and not reply.message:
        return
    m = BOOKED.search(low)
    if (
        m
        and (reply.message or re.search(r"\b(?:you|u|him|her|let's)\b", m[0]))
        and not re.search(
            r"\b(?:we're|we are|open|closed|doors|office|clinic (?:is|opens)|hours|see you at|class|event|"
            r"at the (?:fair|gala|5k|start))\b",
            low,
        )
        and not sentence.general
    ):
        yield fact(Presupposed.SCHEDULE, reply, sentence, m, "when someone is expected")
    if not sentence.general:
        m = DROP_IN.search(low)
        if m and not EVENTFUL.search(low):
            yield fact(Presupposed.SCHEDULE, reply, sentence, m, "a time given to someone")
        asked = reply.message and reply.answered is not None and ASKS_TIME.search(reply.answered.low)
        m = CLOCK.search(low) if asked else None
        if m and not re.search(
            r"\b(?:open|close[ds]?|closes|until|till|hours|daily|weekdays|doors|desk|line|am to|to \d)\b", low
        ):
            yield fact(Presupposed.SCHEDULE, reply, sentence, m, "the time that was asked for")
    m = SET_FOR.search(low)
    if m and not sentence.general and not EVENTFUL.search(low):
        yield fact(Presupposed.SCHEDULE, reply, sentence, m, "a day for someone's care")
    m = REMINDER.search(low)
    if m:
        yield fact(Presupposed.SCHEDULE, reply, sentence, m, "a reminder of someone's time")


def milestones(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    if reply.personal:
        return
    for m in MILESTONE.finditer(sentence.low):
        cheer = "!" in sentence.low or re.search(
            r"\b(?:proud|congrat\w*|yes+|woo\w*|you|your|amazing|wow|ring|felicidades)\b", sentence.low
        )
        if (
            sentence.general
            or (sentence.directs and not m[0].startswith("ring"))
            or not cheer
            or re.search(
                r"\b(?:open(?:ed|ing)?|our (?:clinic|team|practice|hospital|center)|anniversary of|in business|"
                r"serving)\b",
                sentence.low,
            )
        ):
            continue
        yield fact(Presupposed.ENCOURAGEMENT, reply, sentence, m, "a milestone of someone's health")


def clinical(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """In messages and comments: results, doses and orders for one person."""
    low = sentence.low
    if reply.crisis and not DOSE.search(low):
        return
    m = RESULT.search(low)
    if m and not sentence.general:
        yield fact(Presupposed.ADDED_FACT, reply, sentence, m, "someone's result or a diagnosis")
    m = SYMPTOM_IS.search(low)
    if m and reply.message and not re.search(r"\b(?:in general|most people|for most|adults)\b", low):
        yield fact(Presupposed.ADDED_FACT, reply, sentence, m, "advice on someone's symptom")
    m = HEALTH_IS.search(low)
    if m and not sentence.general and reply.health_in(sentence.start + m.start(), sentence.start + m.start() + 1):
        yield fact(Presupposed.ADDED_FACT, reply, sentence, m, "someone's result")
    m = DOSE.search(low)
    if m and not sentence.general:
        yield fact(Presupposed.ADDED_FACT, reply, sentence, m, "a dose for one person")
    if reply.message:
        m = READY.search(low)
        if m and not sentence.general:
            yield fact(Presupposed.ADDED_FACT, reply, sentence, m, "what is ready for someone")
        m = INSTRUCT.search(low)
        dosing = m is not None and (
            reply.part.has("drug") or m["verb"].split()[0] in {"double", "doubling", "halve", "taper", "restart"}
        )
        if (
            m
            and (dosing or (reply.health_in(sentence.start, sentence.end) and not sentence.general))
            and not re.search(r"\b(?:in general|adults|most people|usually|label|package)\b", low)
            and not re.search(r"\b(?:app|portal|line|website|call|desk)\b", low)
        ):
            yield fact(Presupposed.ADDED_FACT, reply, sentence, m, "an order for one person")
        m = CHECKED_IN.search(low)
        if (
            m
            and re.search(r"\b(?:he|she|they|you|u|your)\b", low[: m.start() + 1] + low[m.start() : m.end()])
            and not sentence.general
        ):
            yield fact(Presupposed.SCHEDULE, reply, sentence, m, "that someone came")

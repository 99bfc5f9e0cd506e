"""Set frames that place the reader in care: one of ours, when you were here, see you next time."""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import Reply

LET_DOWN = re.compile(
    r"\b(?:let|failed|disappointed|offended|frustrated|upset|hurt|inconvenienced|troubled|failing|"
    r"disappointing|letting|value|valued|cherish|fell short (?:for|of|with)|(?:didn't|did not) (?:meet|"
    r"live up to|reach|deliver|exceed)|missed the mark (?:for|with)|"
    r"(?:didn't|did not) mean (?:for|to)|remember|care about|matter to|here for|there for|rooting for|"
    r"making (?:this|it|things) right (?:for|with)|make (?:this|it|things) (?:right|up) (?:for|to|"
    r"with)) (?:you\b|your (?:family|expectations|loved ones?|needs)\b|expectations you)(?: down)?"
)
WITH_US = re.compile(
    r"\b(?:(?:your|the|his|her) (?:\w+ ){0,2})?(?:time|visit|day|night|years?|months?|experience|journey|"
    r"care|hands|stay) (?:here|with us|in our (?:care|hands|hospital|clinic|office|facility|practice|"
    r"center|unit|er|emergency department|lobby|waiting room))\b|"
    r"\bin our (?:care|chair|hands|waiting room|exam room)\b|\b(?:under|in) (?:our|my|"
    r"dr\.? \w+(?:'s)?) care\b|\bpart of (?:our|the) (?:\w+ ){0,2}(?:family|community)\b|\b(?:lo que|"
    r"con lo que) (?:le|te) paso\b(?: (?:aqui|con nosotros|en \w+ \w+)){0,2}"
)
OUR_PATIENT = re.compile(
    r"\bas (?:an? |our |one of our (?:\w+ ){0,2}|such an? )?(?:\w+ ){0,2}(?:patient|client|resident|"
    r"graduate|alum)s?\b(?! (?:advocate|advocacy|relations|portal|safety|experience|care|rights|"
    r"we (?:serve|see)))|"
    r"\b(?:patients?|clients?|families|people|moms|mamas|kids|residents|folks|smiles|wounds|cases|parents|"
    r"bodies|skin|teeth) (?:just )?like (?:you|yours|\w+)\b(?! (?:us|to|that|this))|\blike (?:you|"
    r"yours)(?=[,.!]| (?:are|is|make|usually|can|remind|need|mean))|"
    r"\b(?:our|an?|my|one of our|such an?|the) (?:\w+ ){0,2}(?:favou?rite |amazing |loyal |wonderful |"
    r"longtime |long-time |valued |dear )(?:\w+ )?(?:patients?|clients?|family|families|residents?|"
    r"graduates?|humans?)\b|\bour (?:alum|alumna|alumnus|graduate|grad|warrior|fighter|miracle|champion|"
    r"thriver|rockstar|superstar)\b|"
    r"\bmake (?:an? |our )?(?:great|good|easy|wonderful) patients?\b|\bmakes? you (?:family|part of|"
    r"one of)\b|\byou(?:'re| are| were| have been|"
    r"'ve been) (?:\w+ ){0,3}(?:patient|client|resident)\b(?! (?:with|about|while|enough|advocate))|"
    r"\bwelcome to (?:the|our) (?:practice|family|clinic|\w+ family)\b|"
    r"\byou and (?:the rest of )?(?:your|our) [^.!?,]{2,40}?(?=[.,!?]| (?:deserve|will|are|were|have|can|"
    r"had|should|mean))|\b(?:nuestr[ao]|un|una|buen|gran) (?:\w+ )?paciente\b"
)
SINCE = re.compile(
    r"\bsince (?:your|the) (?:first|last|\w+ (?:visit|surgery|appointment))\b|\bsince (?:you|he|"
    r"she) (?:first )?(?:walked|came|started|joined|began|were|was)\b(?: \w+){0,4}|\b(?:when|while|after|"
    r"before|until|the (?:day|night|moment|minute|time)|by the time|last time|how far|as soon as|once) "
    r"(?:you|he|she|y'all)(?:'ve|'d)? (?:first |were |had |have |was |last )?(?:came|come|arrived|walked|"
    r"left|visited|called in|checked|got|started|went|saw|waited|leaving|waiting|here|with|in|at|seen|"
    r"treated|admitted|discharged)\b(?: (?:in|by|to us|here|for|through|with|our|us|home|at)\b)*"
)
FUTURE = re.compile(
    r"\b(?:see|seeing|catch|have|having|get|getting|treat|serve|serving|greet|welcome|welcoming|expect|"
    r"schedule) (?:you|ya|u|y'all|him|her|them|you (?:both|all)|your (?:smile|face|family|"
    r"\w+))(?: \w+)? (?:again|soon|back|next|(?:at|for|on) your|in (?:\d+|a few|two|six|three|one|a)|then|"
    r"in for|this (?:week|month)|"
    r"(?:on |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|later|at (?:\d|noon)|around)\b|"
    r"\b(?:until|till|til|for|at|on) (?:the |your |our )?next (?:time|visit|appointment|one|session|"
    r"cleaning|trip|exam|check-?up|stay|infusion|round|adjustment|year)\b|\bnext time (?:you|we see|"
    r"around)\b|\bnext time\b(?=\W*$|[.!,])|"
    r"\b(?:come|coming|came|stop|swing|drop|pop) (?:on )?(?:back|again|by|in)(?: (?:in|and see|to see|"
    r"to us|and|for|on|any ?time|soon|friday|monday|tuesday|wednesday|thursday|saturday|whenever|at|so|if|"
    r"when|again|next|here))?\b|"
    r"\byour (?:next|upcoming|future|following) (?:\w+ )?\w+|\b(?:your|a|the|you in for (?:a|"
    r"your)) (?:\w+ )?(?:follow-?up|recheck|checkup|touch-?up|redraw)\b(?! (?:question|call))|"
    r"\bwelcome(?: you)? back\b|\bwelcome home\b|\b(?:continu(?:e|ing) (?:to )?(?:care|caring|serve|"
    r"serving|be your|treat\w*|help\w*|support\w*|see\w*)|be(?:ing)? your) (?:for )?(?:you|medical home|"
    r"dentist|doctor|provider|home)?|"
    r"\b(?:look(?:ing)? forward|can(?:'t|not) wait|excited|so ready|hope|hoping|love) (?:to|"
    r"for) (?:\w+ )?(?:see|seeing|serve|serving|have|having|welcom\w+|car(?:e|ing)|help\w*|treat\w*|"
    r"your (?:next|touch)|meet\w*|continu\w+) ?(?:you|your|ya|u)?(?: (?:back|again|soon|next \w+))?|"
    r"\bnos vemos\b(?: (?:pronto|en su|el|la|en tu) ?\w*)?|\b(?:lo|la|le|te|los|"
    r"las) esperamos\b(?: (?:pronto|en su|en tu|el) ?\w*)?|\b(?:vuelva|regrese|regresa|vuelve)n? (?:pronto|"
    r"cuando|a vernos)\b|\b(?:su|tu) (?:proxima|siguiente) \w+|\bhasta (?:la proxima|pronto|su)\b|"
    r"\b(?:bed|chair|room|slot|spot|seat) (?:\w+ )?(?:is |still )*yours\b|\bon (?:our|my) way to you\b|\bhas a bed\b"
)
HOPE = re.compile(
    r"\b(?:hope|hoping|would love|we'd love|i'd love|hopefully|would welcome|happy|wish|always (?:happy|"
    r"here)|if you (?:ever|would|do)|should you|give us|another (?:chance|try|shot|opportunity)|chance|"
    r"opportunity|whenever|si )\b"
)
NO_FUTURE = re.compile(
    r"\b(?:there|here (?:on|at) (?:the|this) (?:page|fair)|at (?:the|our) (?:\w+ ){0,2}(?:fair|game|gala|"
    r"race|walk|run|5k|10k|start|finish|booth|tent|event|open house|class|clinic day|picnic|parade|park|"
    r"market|library|concert|meeting|expo|festival|fun run|table)|episode|podcast|class|part two|"
    r"vote|poll|game|season|bib|registration|start line|webinar|live|stream|comment|post|page|"
    r"come back online|come back (?:up|to (?:this|the post))|test (?:comes|came|come) back|"
    r"results? (?:come|comes|came))\b"
)
TALKED = re.compile(
    r"\b(?:as|what|like|just what|exactly what|everything|the thing|which|that) (?:we|i|dr\.? \w+|he|she|"
    r"(?:the|your|our) (?:doctor|nurse|team|surgeon|tech|therapist|midwife|hygienist|sheet|dentist|"
    r"provider)) (?:\w+ )?(?:showed|told|said|says|recommended|suggested|instructed|promised|discussed|"
    r"talked (?:about|through|over)|went over|"
    r"agreed(?: on| to)?|planned|explained|told you|reviewed|covered)\b(?: (?:at|in|during|with|"
    r"about)\b(?: \w+){1,3})?|"
    r"\b(?:we|i) (?:did |had |have |already |just |even |both )*(?:talk(?:ed)?|spoke|discuss(?:ed)?|"
    r"chat(?:ted)?|met|went over|agreed)\b[^.!?]{0,40}?\b(?:didn't we|remember\?|right\?|together|with you|"
    r"in (?:your |our )?session|at your)|"
    r"\b(?:was|were|been|being|is|got) (?:\w+ )?(?:explained|discussed|offered|given|communicated|reviewed|"
    r"shown|sent|mailed|told|provided|prescribed|documented|disclosed) (?:\w+ ){0,2}?(?:to|with|"
    r"for) you\b(?: (?:twice|before|in|at|on|when)\b(?: \w+){0,3})?|"
    r"\boutside (?:of )?(?:the |our )?(?:office|session|sessions|clinic|therapy|hospital|practice)\b|"
    r"\bi know (?:exactly )?(?:the (?:morning|day|visit|night|afternoon|patient|one)|which|who|what (?:day|"
    r"visit|morning))\b(?: you (?:mean|are|were)\b)?|"
    r"\b(?:glad|happy|relieved|thrilled|pleased|so good|delighted|great) (?:to (?:hear|know|"
    r"see) )?(?:that )?(?:it|things|everything|this|that|all|we|the \w+) (?:all )?(?:turned out|"
    r"worked(?: out)?|went|came out|is going|are going|felt|was|were|helped|healed)(?: (?:so|well|great|"
    r"smoothly|quick\w*|easy|okay|perfectly|out)){1,3}(?: (?:for|with) you\b)?"
)
COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|several|both|multiple|\d+|many|those|all|your) (?:missed |late |"
    r"same[- ]day |failed |free |extra |more |separate |previous |prior )*(?:no[- ]shows?|cancellations?|"
    r"transfers|rounds|retrievals|visits|appointments|sessions|weigh-ins|voicemails|refills|attempts|"
    r"reschedules|adjustments|infusions|cycles|stays|admissions|surgeries|follow-ups|scans|fittings)\b"
)
MENTIONED = re.compile(
    r"\b(?:mentioned|told (?:me|us)|noted|remembers|remembered|says|said|recalls|"
    r"thinks) (?:that )?(?:you(?:'d|'re|'ve)?|your)\b(?: [\w'-]+){0,3}"
)
THAT_BODY = re.compile(r"\b(?:that|those) $")
NEW_BODY = re.compile(
    r"\b(?:that|those|the|this|these) (?:new |last |first |second |fresh |fancy |old |bad |left |right |"
    r"little |big )+(?:hips?|knees?|smile|teeth|tooth|crown|shoulder|leg|arm|foot|ankle|wrist|heart|kidney|"
    r"liver|eyes?|ears?|lens|hearing aids?|retainer|braces|cast|boot|sleeve|nose|lips?|scar|baby|socket|"
    r"prosthe\w+|glasses|lenses|frames|dentures?|implants?|port|stent|blast|embryo|frozen \w+|bump|meds|"
    r"dose)\b"
)


def frames(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    for pattern, why in (
        (OUR_PATIENT, "calls the reader one of ours"),
        (SINCE, "when the reader was here"),
        (WITH_US, "time spent in care"),
        (TALKED, "what was talked about in care"),
        (COUNTED, "how often someone was in care"),
        (NEW_BODY, "what care gave someone"),
        (MENTIONED, "what the reader was heard to say in care"),
    ):
        for m in pattern.finditer(low):
            sentence = reply.sentence_at(m.start())
            if (
                sentence.private
                or (sentence.general_at(m.start(), m.end()) and pattern not in {OUR_PATIENT, TALKED})
                or (pattern is OUR_PATIENT and generic_like(m[0]))
            ):
                continue
            soft = pattern is WITH_US and not re.search(r"\b(?:you|your|su|le|te|his|her)\b", sentence.low)
            weak = re.search(
                r"experience|lo que|i know|glad|happy|reliev|thrilled|pleased|good|great|delighted", m[0]
            ) or (soft and "part of" not in m[0])
            yield Presupposition(
                Presupposed.CARE, Strength.HINTS if weak else Strength.STATES, name, m.start(), m.end(), why
            )
    if reply.personal:
        return
    for cue in reply.cues:
        if cue.category in {"body", "procedure"} and THAT_BODY.search(low, max(0, cue.start - 6), cue.start):
            sentence = reply.sentence_at(cue.start)
            if not (sentence.private or sentence.general or sentence.directs):
                yield Presupposition(
                    Presupposed.CARE, Strength.STATES, name, cue.start - 5, cue.end, "what care was about, as known"
                )
    for m in LET_DOWN.finditer(low):
        if not reply.sentence_at(m.start()).general:
            yield Presupposition(
                Presupposed.CARE, Strength.HINTS, name, m.start(), m.end(), "what we owe to someone in care"
            )


LIKE = re.compile(r"^(\w+) like (\w+)|^like (you|yours)")
WORDY = frozenset(
    ["people", "folks", "words", "reviews", "comments", "messages", "notes", "feedback", "stories", "posts"]
)


def generic_like(phrase: str) -> bool:
    """Whether it is praise, as "people like Josh"; "patients like you" tells."""
    m = re.match(r"(\w+)(?: just)? like (\w+)", phrase)
    if m:
        return m[2] not in {"you", "yours"} or m[1] in WORDY - {"people", "folks"}
    return False


def futures(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    for m in FUTURE.finditer(low):
        sentence = reply.sentence_at(m.start())
        if (
            sentence.private
            or NO_FUTURE.search(sentence.low)
            or m[0].strip()
            in {
                "come in",
                "drop in",
                "pop in",
                "coming in",
                "swing by",
                "stop by",
                "came by",
                "came in",
                "come by",
                "stop in",
                "drop by",
                "pop by",
                "be your ",
                "being your ",
            }
        ):
            continue
        before = low[max(sentence.start, m.start() - 60) : m.end()]
        soft = HOPE.search(before) and not re.search(r"\b(?:again|next|back|your|follow)\b", m[0])
        if sentence.general and not re.search(r"\b(?:see|seeing) you\b|\byour\b", m[0]):
            continue
        if sentence.general and sentence.directs and "your" not in m[0]:
            continue
        if reply.small_talk and not re.search(r"next (?:visit|appointment|session)|follow-?up|recheck", m[0]):
            continue
        yield Presupposition(
            Presupposed.FUTURE,
            Strength.HINTS if soft else Strength.STATES,
            name,
            m.start(),
            m.end(),
            "that the reader will come (again)",
        )

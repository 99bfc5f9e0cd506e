"""What a reply says of its reader: "your ...", "you did ...", what we did with "you"."""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import AMOUNT, CLOCK, DAY, PRESENT_OR_PAST, Reply, Sentence, is_past
from bedside.screening.reading.word_sets import word_set
from bedside.screening.reading.words import Cue

POSSESSIVES = frozenset(["your", "ur", "yer", "tu", "tus", "su", "sus"])
NP_STOP = word_set("np_stop")
OF = frozenset(["of", "de"])
OWN = frozenset(["own", "local", "nearest", "favorite", "regular", "usual", "primary", "insurance's", "health"])
CARE_KIN = word_set("care_kin")
READER = word_set("reader")
ADVERBS = word_set("adverbs")
AUX = word_set("aux")
CONTRACTED_NOT = re.compile(
    r"^(?:did|do|does|have|had|was|were|are|ca|wo|would|could|should|is)n't$|^(?:can't|won't|cannot)$"
)
# What anyone may have done who writes about us; "you ..." of these presupposes no care.
SAID = word_set("said")
FEELINGS = word_set("feelings")
SOFT_PAST = word_set("soft_past")
CARE_PAST = word_set("care_past")
SAFE_LEFT = re.compile(
    r"^ (?:us |me |here |such |a |an |the |this |that |your |so |very |out |these |"
    r"those )*(?:\w+ )?(?:review|note|comment|feedback|message|words?|stars?|suggestion|rating|smile on)\b"
)
SAFE_TOOK = re.compile(r"^ (?:the |some |a |your |out |so )*(?:time|moment|minute|trouble|effort)\b")
SAFE_MADE = re.compile(
    r"^ (?:me|us|our|my|her|his|their|the|a|an|this|whole|everyone|everybody|\w+'s|[a-z]+ (?:blush|smile|"
    r"cry|laugh)|dr|someone|one|such|some|it|that)\b"
)
EXPERIENCE = re.compile(
    r"^(?:'ve)? (?:\w+ ){0,3}(?:experience|concerns?|issues?|frustrations?|questions?|feedback|trouble|"
    r"problem|impression|thoughts?)\b"
)
CARE_OBJECT = re.compile(
    r"\b(?:treat(?:ed|ing)?|saw|see(?:n|ing)|car(?:ed|ing) for|help(?:ed|ing)|serv(?:ed|ing)|deliver(?:ed|"
    r"ing)|tak(?:e|ing) (?:\w+ ){0,2}care of|took (?:\w+ ){0,2}care of|look(?:ed|ing) after|"
    r"call(?:ed)|phoned|texted|emailed|told|offer(?:ed)?|asked|moved|squeezed|fit|fitted|gave|sent|billed|"
    r"charged|refunded|scheduled|rescheduled|booked|discharged|admitted|warned|reminded|kept|turned|"
    r"placed|put|got|brought|walked|checked|triaged|examined|evaluated|diagnosed|prescribed|referred|"
    r"transferred|informed|advised|notified|counseled|contacted|reached|remember|know|knew|met|"
    r"watch(?:ed|ing)|hav(?:e|ing) had|hav(?:e|ing)|had|welcomed?|made|stitched|fixed|rushed|sedated|"
    r"monitored|escorted|showed|gave|left|dismissed|fired|released|accommodated|comped|credited|"
    r"reposition\w+|prescrib\w+|treating|(?:caring|cried|cry|celebrated|sat|stayed|prayed|laughed|walked|"
    r"grieved) (?:right |along |up )*(?:for|with|beside)|(?:was|were|am|are|"
    r"been) (?:right )?(?:there )?(?:with|beside|for)|explained (?:\w+ ){0,3}to|"
    r"discussed (?:\w+ ){0,3}with|spoke (?:\w+ )?with|offered (?:\w+ )?to|talk(?:ed|ing) (?:\w+ )?(?:with|"
    r"to)|given to|went over (?:\w+ ){0,3}with|apologized to) (?:\w+ )?(?:you|u|both of you)\b"
)
SUBJECT_WE = re.compile(
    r"\b(?:we|i|we've|i've|staff|they|he|she|(?:our|the|my) (?:\w+ )?(?:\w+)|dr\.? \w+|doctor \w+|"
    r"nurse \w+|[a-z]+)(?: (?:have|had|has|also|even|just|did|personally|already|always|then|both|all|"
    r"really|actually|clearly|never|didn't))*$"
)
SAFE_OBJECT = re.compile(
    r"\b(?:have you (?:on|at|join|in our)|(?:we|i|i'd|we'd) (?:would |do )?(?:love|like) to (?:have|know|"
    r"see) you|let you know|had you (?:laughing|smiling|at)|made you (?:feel|smile|laugh|think|"
    r"uncomfortable)|left you (?:feeling|with|disappointed|frustrated|unhappy)|"
    r"get you (?:in touch|connected|to the right)|put you in touch|show you around|told you so|"
    r"have you all|know you (?:can|have|are not|aren't)|see you(?:r)?\b|help you)\b"
)
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


def says_of_reader(reply: Reply) -> Iterator[Presupposition]:
    yield from possessives(reply)
    yield from frames(reply)
    yield from futures(reply)
    for sentence in reply.sentences:
        if not sentence.private:
            yield from predicates(reply, sentence)
            yield from done_to_reader(reply, sentence)


def possessives(reply: Reply) -> Iterator[Presupposition]:
    """What "your" owns: a care word states, a soft word hints, one's own words are free."""
    for sentence in reply.sentences:
        for i, word in enumerate(sentence.words):
            if word.low in POSSESSIVES:
                found = owned(reply, sentence, i)
                if found:
                    yield found


def owned(reply: Reply, sentence: Sentence, i: int) -> Presupposition | None:
    words = sentence.words
    last = i + 1
    while (
        last < len(words)
        and last - i <= 4
        and words[last].low not in NP_STOP
        and reply.part.low[words[last - 1].end : words[last].start] in (" ", "-", "'s ", "' ")
    ):
        last += 1
    phrase = words[i + 1 : last]
    if (
        not phrase
        or phrase[0].low in OWN
        or (last < len(words) and words[last].low in OF and phrase[-1].low in {"part", "sort", "kind", "side", "end"})
    ):
        return None
    start, end = words[i].start, phrase[-1].end
    if phrase[0].low in CARE_KIN:
        return None  # a relative is told of: see others.py
    low, name = reply.part.low, reply.part.name
    cue = head_of(reply, start, end)
    health = reply.health_in(start, end)
    if cue is None and health:
        cue = Cue("condition", start + 1, end, 0, 0, health)
    if cue is None or cue.category == "said_noun":
        return None
    excused = (sentence.general_at(start, end) or sentence.directs or sentence.private) and not told_as_past(
        sentence, end
    )
    if cue.category == "soft_noun":
        if reply.personal or excused or sentence.general:
            return None
        return Presupposition(
            Presupposed.CARE, Strength.HINTS, name, start, cue.end, "what someone has who was in care"
        )
    if excused or (re.match(r" (?:doctor|provider|own)\b", low[start + 4 : start + 14]) and sentence.directs):
        return None
    kind = {"record_noun": Presupposed.RECORD, "bill_noun": Presupposed.BILLING}.get(cue.category, Presupposed.CARE)
    return Presupposition(
        kind,
        Strength.STATES,
        name,
        start,
        max(cue.end, start),
        "something one has only in care" + (", with a health word" if health else ""),
    )


PRIORITY = ("care_noun", "record_noun", "bill_noun", "soft_noun", "said_noun")


HEADS = frozenset([*PRIORITY, "condition", "procedure", "drug", "body"])


def head_of(reply: Reply, start: int, end: int) -> Cue | None:
    """The noun of a phrase: the last listed one in it; where lists differ, the longest decides."""
    inside = [c for c in reply.cues_in(start + 1, end) if c.category in HEADS and c.end <= end + 30]
    if not inside:
        return None
    return max(inside, key=lambda c: (c.end, c.end - c.start, -order(c.category)))


def order(category: str) -> int:
    return PRIORITY.index(category) if category in PRIORITY else len(PRIORITY)


PAST_AFTER = re.compile(
    r"^[^.!?;]{0,40}?\b(?:was|were|went|came|took|did|had|got|cleared|posted|arrived|showed|ran|wasn't|"
    r"weren't|fue|estuvo|salio)\b"
)


def told_as_past(sentence: Sentence, end: int) -> bool:
    """Whether what follows says that it happened: "your scan was read"."""
    return bool(PAST_AFTER.match(sentence.low[end - sentence.start :]))


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


def predicates(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """What someone did who was here: "you" with a verb of the past."""
    words = sentence.words
    for i, word in enumerate(words):
        if word.low not in READER:
            continue
        found = told_past(reply, sentence, i)
        if found:
            strength, end = found
            yield Presupposition(
                Presupposed.CARE,
                strength,
                reply.part.name,
                word.start,
                end,
                "what the reader did or what was done with them",
            )


CONDITION_BEFORE = re.compile(r"\b(?:if|whenever|should|unless|in case|anyone|whatever|wherever|whichever)\b[^.!?;]*$")


def told_past(reply: Reply, sentence: Sentence, i: int) -> tuple[Strength, int] | None:
    words = sentence.words
    low = reply.part.low
    before = low[sentence.start : words[i].start]
    if CONDITION_BEFORE.search(before):
        return None
    aux: list[str] = [words[i].low[-3:]] if "'" in words[i].low else []
    j = i + 1
    while (
        j < len(words)
        and words[j - 1].end + 2 >= words[j].start
        and (words[j].low in AUX or words[j].low in ADVERBS or CONTRACTED_NOT.match(words[j].low))
    ):
        aux.append(words[j].low)
        j += 1
    if j >= len(words) or re.search(r"[.,;!?()]", low[words[i].end : words[j].start]):
        return ended(reply, sentence, i, j, aux)
    verb = words[j].low
    after = low[words[j].end : sentence.end]
    past_aux = (
        {"had", "was", "were", "did", "didn't", "wasn't", "weren't", "hadn't", "been"} & set(aux)
        or ("'ve" in aux)
        or {"have", "haven't"} & set(aux)
    )
    modal = {"can", "could", "may", "might", "should", "will", "would", "'ll", "must", "do", "don't", "can't"} & set(
        aux
    )
    if modal and not past_aux:
        return None
    if not past_aux and not is_past(verb):
        return present(reply, sentence, i, j)
    if verb in PRESENT_OR_PAST and not past_aux:
        return None
    if said_only(verb, after, aux):
        return None
    end = stretch(reply, sentence, j)
    telling = (
        reply.health_in(sentence.start, sentence.end)
        or CLOCK.search(sentence.low)
        or AMOUNT.search(sentence.low)
        or DAY.search(sentence.low)
    )
    if {"was", "were", "been"} & set(aux) and verb in FEELINGS:
        return None
    if reply.personal and not telling and not reply.part.has("care_noun"):
        return None
    if verb in SOFT_PAST and not telling:
        return Strength.HINTS, end
    if verb in CARE_PAST or telling or {"was", "were", "been"} & set(aux) or reply.message:
        return Strength.STATES, end
    return Strength.HINTS, end


def ended(reply: Reply, sentence: Sentence, i: int, j: int, aux: list[str]) -> tuple[Strength, int] | None:
    """A verb that closes the clause, as in "the inconvenience you had"."""
    verb = next((a for a in reversed(aux) if a in {"had", "were", "did", "got", "was"}), None)
    if verb is None or reply.personal:
        return None
    return Strength.HINTS, sentence.words[j - 1].end


HOW = re.compile(r"\b(?:how|what|whatever|when|whenever|if|anything|where|why) $")
PRESENT_CARE = re.compile(
    r"^(?:owe|owes|look (?:so |absolutely )?(?:amazing|great|gorgeous|beautiful|fabulous|incredible|"
    r"stunning)|(?:are|'re) (?:first|next|last|up|set|all set|down) (?:\w+ ){0,3}(?:on|at|for) (?:the \d|"
    r"\d|mon|tue|wed|thu|fri|sat|sun)\w*|(?:are|'re) (?:her|his|our|the|my) (?:first|next|last|favorite|"
    r"only)\b|(?:are|'re) (?:killing|crushing|glowing|healing|seeing|doing|"
    r"recovering|feeling|walking|on (?:the|your|our)|in (?:our|the|room|good hands)|scheduled|booked|"
    r"set for|due|down for|all set|covered|"
    r"enrolled|pregnant|sober|clean|cleared|healed|back|home|stable|getting|taking|responding|making|"
    r"one of|still|healthy)|have (?:an? )?(?:\w+ )?(?:appointment|balance|bed|session|slot|refill|rash|"
    r"infection|allergy|history))\b"
)


def present(reply: Reply, sentence: Sentence, i: int, j: int) -> tuple[Strength, int] | None:
    """The present of someone in care, as in "you owe" or "you're healing"."""
    if sentence.general and not sentence.low.lstrip().startswith(("you", "so ")):
        return None
    low = reply.part.low
    word = sentence.words[i]
    if HOW.search(low, max(sentence.start, word.start - 12), word.start):
        return None
    rest = low[word.end :] if "'" not in word.low else "'re" + low[word.end :]
    m = PRESENT_CARE.match(rest.lstrip())
    if not m:
        return None
    end = word.end + (len(rest) - len(rest.lstrip())) + m.end() - (3 if "'" in word.low else 0)
    soft = re.match(
        r"look|(?:are|'re) (?:first|next|last|up|set|all set|down) (?:\w+ ){0,3}(?:on|at|for) (?:the \d|\d|mon|"
        r"tue|wed|thu|fri|sat|sun)\w*|(?:are|'re) (?:killing|crushing|glowing|doing|feeling|back|home|still|"
        r"getting|making|one of|taking)",
        m[0],
    )
    if reply.personal and soft:
        return None
    return (Strength.HINTS if soft and not reply.health_in(sentence.start, sentence.end) else Strength.STATES), max(
        end, word.end
    )


def said_only(verb: str, after: str, aux: list[str]) -> bool:
    """Whether it is something that anyone may do who writes about us."""
    if verb == "left":
        return bool(SAFE_LEFT.match(after))
    if verb in {"took", "taken"}:
        return bool(SAFE_TOOK.match(after))
    if verb in {"made", "make"}:
        return bool(SAFE_MADE.match(after))
    if verb in {"gave", "given"}:
        return bool(
            re.match(
                r" (?:us|me|our|the team|him|her|such|this|that|a|feedback)?\b(?! (?:the|your|his|her|a) (?:insurance|"
                r"card|wrong|date|history))",
                after,
            )
        )
    if verb in {"brought", "raised"}:
        return (
            bool(re.match(r" (?:this|it|that|up|these|the|your|such|a|to|so|some|joy|us|smiles|tears)\b", after))
            and "brought the" not in "brought" + after[:5]
        )
    if verb == "told":
        return bool(re.match(r" (?:us about|everyone|the world|people|your|it like|others)\b", after))
    if verb in {"asked", "ask"}:
        return bool(
            re.match(
                r"(?: (?!for (?:the|a|an|your)|dr|doctor|us to|him|her|to (?:see|have|be)|our|[a-z]+ to\b)|[.,!?]|$)",
                after,
            )
        )
    if verb in {"saw", "seen"}:
        return (
            bool(
                re.match(
                    r" (?:this|that|the (?:post|page|video|news|poster|sign|article)|our (?:post|page|video)|on)\b",
                    after,
                )
            )
            and "was" not in aux
            and "were" not in aux
        )
    if verb in {"felt", "feel"}:
        return not re.search(r"\bwhen you\b", after)
    if verb in {"found", "find"}:
        return bool(re.match(r" (?:it|this|that|us|a|(?:the|our) (?:post|page|video|article|class))\b", after))
    if verb in {"reached"}:
        return bool(re.match(r" out\b", after))
    if verb in {"loved", "liked", "love"}:
        return bool(
            re.match(
                r" (?:it|this|that|the (?:post|page|class|mural|music|video|event|show|lobby|garden|cookies|podcast)|"
                r"our (?:post|page|video)|\w+['.!])",
                after,
            )
        )
    if verb in {"sent"}:
        return bool(re.match(r" (?:this|that|us|in|it|the|a|along)\b", after))
    return verb in SAID and verb not in {"were", "are", "get"}


def stretch(reply: Reply, sentence: Sentence, j: int) -> int:
    """To the end of a short clause, or three words past the verb."""
    _, edge = sentence.clause(sentence.words[j].start, sentence.words[j].end)
    last = min(j + 4, len(sentence.words) - 1)
    return min(edge, sentence.words[last].end)


def done_to_reader(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """What only happens to someone in care, as in "we moved you" or "I told you"."""
    base = sentence.start
    for m in CARE_OBJECT.finditer(sentence.low):
        if SAFE_OBJECT.search(sentence.low, max(0, m.start() - 25)):
            continue
        verb = m[0].split()[0]
        before = sentence.low[: m.start()]
        if (
            CONDITION_BEFORE.search(before)
            or re.search(r"\b(?:to|can|could|will|would|may|might|let|'ll|should)(?: (?!have\b)\w+)? $", before)
            or before.endswith(("'ll ", "'d "))
        ):
            continue
        if reply.personal and not reply.health_in(sentence.start, sentence.end):
            continue
        if not SUBJECT_WE.search(before.rstrip()) and not verb.endswith("ing"):
            continue
        if verb.endswith("ing") and (
            sentence.general_at(base + m.start(), base + m.end())
            or verb in {"helping", "having", "seeing", "watching", "serving"}
        ):
            continue
        soft = verb in {
            "know",
            "knew",
            "remember",
            "met",
            "left",
            "made",
            "got",
            "had",
            "have",
            "showed",
            "welcome",
            "welcomed",
            "helped",
        } and not reply.health_in(sentence.start, sentence.end)
        first = re.search(
            r"(?:\b(?:we|i|they|he|she|staff|(?:our|the|my) \w+(?: \w+)?|dr\.? \w+)\b(?: \w+){0,2} )?$", before
        )
        start = first.start() if first else m.start()
        yield Presupposition(
            Presupposed.CARE,
            Strength.HINTS if soft else Strength.STATES,
            reply.part.name,
            base + start,
            base + m.end(),
            "what was done with the reader",
        )

"""What a reply says of its reader: "your ...", "you did ...", what we did with "you"."""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import AMOUNT, CLOCK, DAY, PRESENT_OR_PAST, Reply, Sentence, is_past
from bedside.screening.reading.words import Cue

POSSESSIVES = frozenset("your ur yer tu tus su sus".split())
NP_STOP = frozenset(
    "is are was were be been am has have had do does did will would can could may might shall should must and or but nor so that which who whom whose what when where why how "
    "if as than then because since while although though until unless before after in on at to for from with without of about over under by into through "
    "during between we i you he she they it us me them him not never a an the this these those please thank thanks es fue esta era son y o de en por para con que lo la".split()
)
OF = frozenset(["of", "de"])
OWN = frozenset(["own", "local", "nearest", "favorite", "regular", "usual", "primary", "insurance's", "health"])
CARE_KIN = frozenset(
    "mom mother mama mum mommy dad father daddy papa parents grandma grandmother grandpa grandfather son sons daughter daughters kid kids kiddo kiddos child children toddler baby babies "
    "twins newborn boy boys girl girls brother sister wife husband hubby spouse partner aunt uncle niece nephew cousin mother-in-law father-in-law grandson granddaughter "
    "boyfriend girlfriend fiance fiancee infant teen teenager cutie munchkin peanut".split()
)
READER = frozenset("you u you've you'd you'll you're y'all youve youre ya usted ustedes".split())
ADVERBS = frozenset(
    "all both also even really actually already just never first then only personally ever still kindly recently clearly obviously simply repeatedly not always truly so "
    "certainly definitely probably surely long once twice initially later again ultimately finally apparently literally".split()
)
AUX = frozenset("have had has was were are am is be been being do does did will would can could may might must shall should got get".split())
CONTRACTED_NOT = re.compile(r"^(?:did|do|does|have|had|was|were|are|ca|wo|would|could|should|is)n't$|^(?:can't|won't|cannot)$")
# What anyone may have done who writes about us; "you ..." of these presupposes no care.
SAID = frozenset(
    "wrote written write said say says share shared mention mentioned raise raised brought bring point pointed notice noticed noted describe described post posted posting reach reached asked ask "
    "thought think thinks flag flagged send sent tag tagged recommend recommended nominate nominated speak spoke spoken voted vote donate donated read reading watched heard hear know knew known need "
    "want wanted like liked love loved wish took take taking see saw seen agree agreed disagree care deserve deserved expect expected hope hoped believe suggest suggested asking let letting told tell "
    "telling made make makes get understand feel felt feeling commented reported report made mean meant gave give found find prefer choose decide rate rated are were".split()
)
FEELINGS = frozenset(
    "disappointed upset unhappy frustrated angry dissatisfied hurt sad glad happy able kind right welcome sweet generous thoughtful wonderful awesome amazing great worried concerned uncomfortable "
    "unable inconvenienced left made feeling let interested curious looking not proud pleased confused heard too so the a an good worth there alone busy thinking here sure aware free".split()
)
SOFT_PAST = frozenset("experienced encountered had enjoyed hoped expected needed faced endured called received felt deserved loved liked wanted asked told had got".split())
CARE_PAST = frozenset(
    "came arrived visited waited stayed left went saw received paid owed missed refused declined signed cancelled canceled rescheduled scheduled booked checked completed finished started stopped "
    "chose returned recovered healed delivered labored spent walked drove requested agreed consented initialed initialled tested graduated rang lost gained earned woke underwent brought picked "
    "complained yelled screamed demanded smoked drank missed no-showed ghosted stiffed violated broke failed skipped used wore followed listened responded reached met sat slept attended transferred needed".split()
)
SAFE_LEFT = re.compile(r"^ (?:us |me |here |such |a |an |the |this |that |your |so |very |out |these |those )*(?:\w+ )?(?:review|note|comment|feedback|message|words?|stars?|suggestion|rating|smile on)\b")
SAFE_TOOK = re.compile(r"^ (?:the |some |a |your |out |so )*(?:time|moment|minute|trouble|effort)\b")
SAFE_MADE = re.compile(r"^ (?:me|us|our|my|her|his|their|the|a|an|this|whole|everyone|everybody|\w+'s|[a-z]+ (?:blush|smile|cry|laugh)|dr|someone|one|such|some|it|that)\b")
EXPERIENCE = re.compile(r"^(?:'ve)? (?:\w+ ){0,3}(?:experience|concerns?|issues?|frustrations?|questions?|feedback|trouble|problem|impression|thoughts?)\b")
CARE_OBJECT = re.compile(
    r"\b(?:treat(?:ed|ing)?|saw|see(?:n|ing)|car(?:ed|ing) for|help(?:ed|ing)|serv(?:ed|ing)|deliver(?:ed|ing)|tak(?:e|ing) (?:\w+ ){0,2}care of|took (?:\w+ ){0,2}care of|look(?:ed|ing) after|"
    r"call(?:ed)|phoned|texted|emailed|told|offer(?:ed)?|asked|moved|squeezed|fit|fitted|gave|sent|billed|charged|refunded|scheduled|rescheduled|booked|discharged|admitted|warned|reminded|kept|turned|"
    r"placed|put|got|brought|walked|checked|triaged|examined|evaluated|diagnosed|prescribed|referred|transferred|informed|advised|notified|counseled|contacted|reached|remember|know|knew|met|"
    r"watch(?:ed|ing)|hav(?:e|ing) had|hav(?:e|ing)|had|welcomed?|made|stitched|fixed|rushed|sedated|monitored|escorted|showed|gave|left|dismissed|fired|released|accommodated|comped|credited|reposition\w+|prescrib\w+|treating|(?:caring|cried|cry|celebrated|sat|stayed|prayed|laughed|walked|grieved) (?:right |along |up )*(?:for|with|beside)|(?:was|were|am|are|been) (?:right )?(?:there )?(?:with|beside|for)|explained (?:\w+ ){0,3}to|discussed (?:\w+ ){0,3}with|spoke (?:\w+ )?with|offered (?:\w+ )?to|talk(?:ed|ing) (?:\w+ )?(?:with|to)|given to|went over (?:\w+ ){0,3}with|apologized to) (?:\w+ )?(?:you|u|both of you)\b"
)
SUBJECT_WE = re.compile(
    r"\b(?:we|i|we've|i've|staff|they|he|she|(?:our|the|my) (?:\w+ )?(?:\w+)|dr\.? \w+|doctor \w+|nurse \w+|[a-z]+)(?: (?:have|had|has|also|even|just|did|personally|already|always|then|both|all|really|actually|clearly|never|didn't))*$"
)
SAFE_OBJECT = re.compile(
    r"\b(?:have you (?:on|at|join|in our)|(?:we|i|i'd|we'd) (?:would |do )?(?:love|like) to (?:have|know|see) you|let you know|had you (?:laughing|smiling|at)|made you (?:feel|smile|laugh|think|uncomfortable)|left you (?:feeling|with|disappointed|frustrated|unhappy)|"
    r"get you (?:in touch|connected|to the right)|put you in touch|show you around|told you so|have you all|know you (?:can|have|are not|aren't)|see you(?:r)?\b|help you)\b"
)
LET_DOWN = re.compile(
    r"\b(?:let|failed|disappointed|offended|frustrated|upset|hurt|inconvenienced|troubled|failing|disappointing|letting|value|valued|cherish|fell short (?:for|of|with)|(?:didn't|did not) (?:meet|live up to|reach|deliver|exceed)|missed the mark (?:for|with)|"
    r"(?:didn't|did not) mean (?:for|to)|remember|care about|matter to|here for|there for|rooting for|making (?:this|it|things) right (?:for|with)|make (?:this|it|things) (?:right|up) (?:for|to|with)) (?:you\b|your (?:family|expectations|loved ones?|needs)\b|expectations you)(?: down)?"
)
WITH_US = re.compile(
    r"\b(?:(?:your|the|his|her) (?:\w+ ){0,2})?(?:time|visit|day|night|years?|months?|experience|journey|care|hands|stay) (?:here|with us|in our (?:care|hands|hospital|clinic|office|facility|practice|center|unit|er|emergency department|lobby|waiting room))\b|"
    r"\bin our (?:care|chair|hands|waiting room|exam room)\b|\b(?:under|in) (?:our|my|dr\.? \w+(?:'s)?) care\b|\bpart of (?:our|the) (?:\w+ ){0,2}(?:family|community)\b|\b(?:lo que|con lo que) (?:le|te) paso\b(?: (?:aqui|con nosotros|en \w+ \w+)){0,2}"
)
OUR_PATIENT = re.compile(
    r"\bas (?:an? |our |one of our (?:\w+ ){0,2}|such an? )?(?:\w+ ){0,2}(?:patient|client|resident|graduate|alum)s?\b(?! (?:advocate|advocacy|relations|portal|safety|experience|care|rights|we (?:serve|see)))|"
    r"\b(?:patients?|clients?|families|people|moms|mamas|kids|residents|folks|smiles|wounds|cases|parents|bodies|skin|teeth) (?:just )?like (?:you|yours|\w+)\b(?! (?:us|to|that|this))|\blike (?:you|yours)(?=[,.!]| (?:are|is|make|usually|can|remind|need|mean))|"
    r"\b(?:our|an?|my|one of our|such an?|the) (?:\w+ ){0,2}(?:favou?rite |amazing |loyal |wonderful |longtime |long-time |valued |dear )(?:\w+ )?(?:patients?|clients?|family|families|residents?|graduates?|humans?)\b|\bour (?:alum|alumna|alumnus|graduate|grad|warrior|fighter|miracle|champion|thriver|rockstar|superstar)\b|"
    r"\bmake (?:an? |our )?(?:great|good|easy|wonderful) patients?\b|\byou(?:'re| are| were| have been|'ve been) (?:\w+ ){0,3}(?:patient|client|resident)\b(?! (?:with|about|while|enough|advocate))|\bwelcome to (?:the|our) (?:practice|family|clinic|\w+ family)\b|"
    r"\byou and (?:the rest of )?(?:your|our) [^.!?,]{2,40}?(?=[.,!?]| (?:deserve|will|are|were|have|can|had|should|mean))|\b(?:nuestr[ao]|un|una|buen|gran) (?:\w+ )?paciente\b"
)
SINCE = re.compile(
    r"\bsince (?:your|the) (?:first|last|\w+ (?:visit|surgery|appointment))\b|\bsince (?:you|he|she) (?:first )?(?:walked|came|started|joined|began|were|was)\b(?: \w+){0,4}|\b(?:when|while|after|before|until|the (?:day|night|moment|minute|time)|by the time|last time|how far|as soon as|once) "
    r"(?:you|he|she|y'all)(?:'ve|'d)? (?:first |were |had |have |was |last )?(?:came|come|arrived|walked|left|visited|called in|checked|got|started|went|saw|waited|leaving|waiting|here|with|in|at|seen|treated|admitted|discharged)\b(?: (?:in|by|to us|here|for|through|with|our|us|home|at)\b)*"
)
FUTURE = re.compile(
    r"\b(?:see|seeing|catch|have|having|get|getting|treat|serve|serving|greet|welcome|welcoming|expect|schedule) (?:you|ya|u|y'all|him|her|them|you (?:both|all)|your (?:smile|face|family|\w+))(?: \w+)? (?:again|soon|back|next|(?:at|for|on) your|in (?:\d+|a few|two|six|three|one|a)|then|in for|this (?:week|month)|"
    r"(?:on |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|later|at (?:\d|noon)|around)\b|"
    r"\b(?:until|till|til|for|at|on) (?:the |your |our )?next (?:time|visit|appointment|one|session|cleaning|trip|exam|check-?up|stay|infusion|round|adjustment|year)\b|\bnext time (?:you|we see|around)\b|\bnext time\b(?=\W*$|[.!,])|"
    r"\b(?:come|coming|came|stop|swing|drop|pop) (?:on )?(?:back|again|by|in)(?: (?:in|and see|to see|to us|and|for|on|any ?time|soon|friday|monday|tuesday|wednesday|thursday|saturday|whenever|at|so|if|when|again|next|here))?\b|"
    r"\byour (?:next|upcoming|future|following) (?:\w+ )?\w+|\b(?:your|a|the|you in for (?:a|your)) (?:\w+ )?(?:follow-?up|recheck|checkup|touch-?up|redraw)\b(?! (?:question|call))|\bwelcome(?: you)? back\b|\bwelcome home\b|\b(?:continu(?:e|ing) (?:to )?(?:care|caring|serve|serving|be your|treat\w*|help\w*|support\w*|see\w*)|be(?:ing)? your) (?:for )?(?:you|medical home|dentist|doctor|provider|home)?|"
    r"\b(?:look(?:ing)? forward|can(?:'t|not) wait|excited|so ready|hope|hoping|love) (?:to|for) (?:\w+ )?(?:see|seeing|serve|serving|have|having|welcom\w+|car(?:e|ing)|help\w*|treat\w*|your (?:next|touch)|meet\w*|continu\w+) ?(?:you|your|ya|u)?(?: (?:back|again|soon|next \w+))?|"
    r"\bnos vemos\b(?: (?:pronto|en su|el|la|en tu) ?\w*)?|\b(?:lo|la|le|te|los|las) esperamos\b(?: (?:pronto|en su|en tu|el) ?\w*)?|\b(?:vuelva|regrese|regresa|vuelve)n? (?:pronto|cuando|a vernos)\b|\b(?:su|tu) (?:proxima|siguiente) \w+|\bhasta (?:la proxima|pronto|su)\b|\bbed (?:\w+ )?(?:is |still )*yours\b|\bhas a bed\b"
)
HOPE = re.compile(
    r"\b(?:hope|hoping|would love|we'd love|i'd love|hopefully|would welcome|happy|wish|always (?:happy|here)|if you (?:ever|would|do)|should you|give us|another (?:chance|try|shot|opportunity)|chance|opportunity|whenever|si )\b"
)
NO_FUTURE = re.compile(
    r"\b(?:there|here (?:on|at) (?:the|this) (?:page|fair)|at (?:the|our) (?:\w+ ){0,2}(?:fair|game|gala|race|walk|run|5k|10k|start|finish|booth|tent|event|open house|class|clinic day|picnic|parade|park|market|library|concert|meeting|expo|festival|fun run|table)|episode|podcast|class|part two|"
    r"vote|poll|game|season|bib|registration|start line|webinar|live|stream|comment|post|page|come back online|come back (?:up|to (?:this|the post))|test (?:comes|came|come) back|results? (?:come|comes|came))\b"
)


TALKED = re.compile(
    r"\b(?:as|what|like|just what|exactly what|everything|the thing|which|that) (?:we|i|dr\.? \w+|he|she|the (?:doctor|nurse|team|surgeon)) (?:\w+ )?(?:discussed|talked (?:about|through|over)|went over|agreed(?: on| to)?|planned|explained|told you|reviewed|covered)\b(?: (?:at|in|during|with|about)\b(?: \w+){1,3})?|"
    r"\b(?:we|i) (?:did |had |have |already |just |even |both )*(?:talk(?:ed)?|spoke|discuss(?:ed)?|chat(?:ted)?|met|went over|agreed)\b[^.!?]{0,40}?\b(?:didn't we|remember\?|right\?|together|with you|in (?:your |our )?session|at your)|"
    r"\b(?:was|were|been|being|is|got) (?:\w+ )?(?:explained|discussed|offered|given|communicated|reviewed|shown|sent|mailed|told|provided|prescribed|documented|disclosed) (?:\w+ ){0,2}?(?:to|with|for) you\b(?: (?:twice|before|in|at|on|when)\b(?: \w+){0,3})?|"
    r"\boutside (?:of )?(?:the |our )?(?:office|session|sessions|clinic|therapy|hospital|practice)\b|\bi know (?:exactly )?(?:the (?:morning|day|visit|night|afternoon|patient|one)|which|who|what (?:day|visit|morning))\b(?: you (?:mean|are|were)\b)?|"
    r"\b(?:glad|happy|relieved|thrilled|pleased|so good|delighted|great) (?:to (?:hear|know|see) )?(?:that )?(?:it|things|everything|this|that|all|we|the \w+) (?:all )?(?:turned out|worked(?: out)?|went|came out|is going|are going|felt|was|were|helped|healed)(?: (?:so|well|great|smoothly|quick\w*|easy|okay|perfectly|out)){1,3}(?: (?:for|with) you\b)?"
)
COUNTED = re.compile(r"\b(?:one|two|three|four|five|six|several|both|multiple|\d+|many|those|all|your) (?:missed |late |same[- ]day |failed |free |extra |more |separate |previous |prior )*(?:no[- ]shows?|cancellations?|transfers|rounds|retrievals|visits|appointments|sessions|weigh-ins|voicemails|refills|attempts|reschedules|adjustments|infusions|cycles|stays|admissions|surgeries|follow-ups|scans|fittings)\b")
NEW_BODY = re.compile(r"\b(?:that|those|the|this|these) (?:new |last |first |second |fresh |fancy |old |bad |left |right |little |big )+(?:hips?|knees?|smile|teeth|tooth|crown|shoulder|leg|arm|foot|ankle|wrist|heart|kidney|liver|eyes?|ears?|lens|hearing aids?|retainer|braces|cast|boot|sleeve|nose|lips?|scar|baby|socket|prosthe\w+|glasses|lenses|frames|dentures?|implants?|port|stent|blast|embryo|frozen \w+|bump|meds|dose)\b")


def says_of_reader(reply: Reply) -> Iterator[Presupposition]:
    yield from possessives(reply)
    yield from frames(reply)
    yield from futures(reply)
    for sentence in reply.sentences:
        if not sentence.private:
            yield from predicates(reply, sentence)
            yield from done_to_reader(reply, sentence)


def possessives(reply: Reply) -> Iterator[Presupposition]:
    """ "your" with the noun it owns: a care word states, a soft word hints, one's own words are free."""
    for sentence in reply.sentences:
        for i, word in enumerate(sentence.words):
            if word.low in POSSESSIVES:
                found = owned(reply, sentence, i)
                if found:
                    yield found


def owned(reply: Reply, sentence: Sentence, i: int) -> Presupposition | None:
    words = sentence.words
    last = i + 1
    while last < len(words) and last - i <= 4 and words[last].low not in NP_STOP and reply.part.low[words[last - 1].end : words[last].start] in (" ", "-", "'s ", "' "):
        last += 1
    phrase = words[i + 1 : last]
    if not phrase or phrase[0].low in OWN or (last < len(words) and words[last].low in OF and phrase[-1].low in {"part", "sort", "kind", "side", "end"}):
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
    excused = (sentence.general_at(start, end) or sentence.directs or sentence.private) and not told_as_past(sentence, end)
    if cue.category == "soft_noun":
        if reply.personal or excused or sentence.general:
            return None
        return Presupposition(Presupposed.CARE, Strength.HINTS, name, start, cue.end, "what someone has who was in care")
    if excused or re.match(r" (?:doctor|provider|own)\b", low[start + 4 : start + 14]) and sentence.directs:
        return None
    kind = {"record_noun": Presupposed.RECORD, "bill_noun": Presupposed.BILLING}.get(cue.category, Presupposed.CARE)
    return Presupposition(kind, Strength.STATES, name, start, max(cue.end, start), "something one has only in care" + (", with a health word" if health else ""))


PRIORITY = ("care_noun", "record_noun", "bill_noun", "soft_noun", "said_noun")


def head_of(reply: Reply, start: int, end: int) -> Cue | None:
    """The noun of a phrase: the last listed one in it; where lists differ, the longest decides."""
    inside = [c for k in (*PRIORITY, "condition", "procedure", "drug", "body") for c in reply.part.cues(k) if start < c.start and c.end <= end + 30 and c.start < end]
    if not inside:
        return None
    return max(inside, key=lambda c: (c.end, c.end - c.start, -order(c.category)))


def order(category: str) -> int:
    return PRIORITY.index(category) if category in PRIORITY else len(PRIORITY)


PAST_AFTER = re.compile(r"^[^.!?;]{0,40}?\b(?:was|were|went|came|took|did|had|got|cleared|posted|arrived|showed|ran|wasn't|weren't|fue|estuvo|salio)\b")


def told_as_past(sentence: Sentence, end: int) -> bool:
    """Whether what follows says that it happened: "your scan was read"."""
    return bool(PAST_AFTER.match(sentence.low[end - sentence.start :]))


def frames(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    for pattern, why in ((OUR_PATIENT, "calls the reader one of ours"), (SINCE, "when the reader was here"), (WITH_US, "time spent in care"), (TALKED, "what was talked about in care"), (COUNTED, "how often someone was in care"), (NEW_BODY, "what care gave someone")):
        for m in pattern.finditer(low):
            sentence = reply.sentence_at(m.start())
            if sentence.private or (sentence.general_at(m.start(), m.end()) and pattern is not OUR_PATIENT) or (pattern is OUR_PATIENT and generic_like(m[0])):
                continue
            soft = pattern is WITH_US and not re.search(r"\b(?:you|your|su|le|te|his|her)\b", sentence.low)
            weak = re.search(r"experience|lo que|i know|glad|happy|reliev|thrilled|pleased|good|great|delighted", m[0]) or (soft and "part of" not in m[0])
            yield Presupposition(Presupposed.CARE, Strength.HINTS if weak else Strength.STATES, name, m.start(), m.end(), why)
    if reply.personal:
        return
    for m in LET_DOWN.finditer(low):
        if not reply.sentence_at(m.start()).general:
            yield Presupposition(Presupposed.CARE, Strength.HINTS, name, m.start(), m.end(), "what we owe to someone in care")


LIKE = re.compile(r"^(\w+) like (\w+)|^like (you|yours)")
WORDY = frozenset("people folks words reviews comments messages notes feedback stories posts".split())


def generic_like(phrase: str) -> bool:
    """ "people like Josh" praises; "patients like you" tells."""
    m = re.match(r"(\w+)(?: just)? like (\w+)", phrase)
    if m:
        return m[2] not in {"you", "yours"} or m[1] in WORDY - {"people", "folks"}
    return False


def futures(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    for m in FUTURE.finditer(low):
        sentence = reply.sentence_at(m.start())
        if sentence.private or NO_FUTURE.search(sentence.low) or m[0].strip() in {"come in", "drop in", "pop in", "coming in", "swing by", "stop by", "came by", "came in", "come by", "stop in", "drop by", "pop by", "be your ", "being your "}:
            continue
        before = low[max(sentence.start, m.start() - 60) : m.end()]
        soft = HOPE.search(before) and not re.search(r"\b(?:again|next|back|your|follow)\b", m[0])
        if sentence.general and not re.search(r"\b(?:see|seeing) you\b|\byour\b", m[0]):
            continue
        if sentence.general and sentence.directs and "your" not in m[0]:
            continue
        if reply.small_talk and not re.search(r"next (?:visit|appointment|session)|follow-?up|recheck", m[0]):
            continue
        yield Presupposition(Presupposed.FUTURE, Strength.HINTS if soft else Strength.STATES, name, m.start(), m.end(), "that the reader will come (again)")


def predicates(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """ "you" with a verb of the past: what someone did who was here."""
    words = sentence.words
    for i, word in enumerate(words):
        if word.low not in READER:
            continue
        found = told_past(reply, sentence, i)
        if found:
            strength, end = found
            yield Presupposition(Presupposed.CARE, strength, reply.part.name, word.start, end, "what the reader did or what was done with them")


CONDITION_BEFORE = re.compile(r"\b(?:if|whenever|should|unless|in case|anyone|whatever|wherever|whichever)\b[^.!?;]*$")


def told_past(reply: Reply, sentence: Sentence, i: int) -> tuple[Strength, int] | None:
    words = sentence.words
    low = reply.part.low
    before = low[sentence.start : words[i].start]
    if CONDITION_BEFORE.search(before):
        return None
    aux: list[str] = [words[i].low[-3:]] if "'" in words[i].low else []
    j = i + 1
    while j < len(words) and words[j - 1].end + 2 >= words[j].start and (words[j].low in AUX or words[j].low in ADVERBS or CONTRACTED_NOT.match(words[j].low)):
        aux.append(words[j].low)
        j += 1
    if j >= len(words) or re.search(r"[.,;!?()]", low[words[i].end : words[j].start]):
        return ended(reply, sentence, i, j, aux)
    verb = words[j].low
    after = low[words[j].end : sentence.end]
    past_aux = {"had", "was", "were", "did", "didn't", "wasn't", "weren't", "hadn't", "been"} & set(aux) or ("'ve" in aux) or {"have", "haven't"} & set(aux)
    modal = {"can", "could", "may", "might", "should", "will", "would", "'ll", "must", "do", "don't", "can't"} & set(aux)
    if modal and not past_aux:
        return None
    if not past_aux and not is_past(verb):
        return present(reply, sentence, i, j)
    if verb in PRESENT_OR_PAST and not past_aux:
        return None
    if said_only(verb, after, aux):
        return None
    end = stretch(reply, sentence, j)
    telling = reply.health_in(sentence.start, sentence.end) or CLOCK.search(sentence.low) or AMOUNT.search(sentence.low) or DAY.search(sentence.low)
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
    """ "the inconvenience you had.": the verb closes the clause."""
    verb = next((a for a in reversed(aux) if a in {"had", "were", "did", "got", "was"}), None)
    if verb is None or reply.personal:
        return None
    return Strength.HINTS, sentence.words[j - 1].end


PRESENT_CARE = re.compile(
    r"^(?:owe|owes|look (?:so |absolutely )?(?:amazing|great|gorgeous|beautiful|fabulous|incredible|stunning)|(?:are|'re) (?:first|next|last|up|set|all set|down) (?:\w+ ){0,3}(?:on|at|for) (?:the \d|\d|mon|tue|wed|thu|fri|sat|sun)\w*|(?:are|'re) (?:killing|crushing|glowing|healing|seeing|doing|recovering|feeling|walking|on (?:the|your|our)|in (?:our|the|room|good hands)|scheduled|booked|set for|due|down for|all set|covered|"
    r"enrolled|pregnant|sober|clean|cleared|healed|back|home|stable|getting|taking|responding|making|one of|still|healthy)|have (?:an? )?(?:\w+ )?(?:appointment|balance|bed|session|slot|refill|rash|infection|allergy|history))\b"
)


def present(reply: Reply, sentence: Sentence, i: int, j: int) -> tuple[Strength, int] | None:
    """ "you owe", "you're healing": the present of someone in care."""
    if sentence.general and not sentence.low.lstrip().startswith(("you", "so ")):
        return None
    low = reply.part.low
    word = sentence.words[i]
    rest = low[word.end :] if "'" not in word.low else "'re" + low[word.end :]
    m = PRESENT_CARE.match(rest.lstrip())
    if not m:
        return None
    end = word.end + (len(rest) - len(rest.lstrip())) + m.end() - (3 if "'" in word.low else 0)
    soft = re.match(r"look|(?:are|'re) (?:first|next|last|up|set|all set|down) (?:\w+ ){0,3}(?:on|at|for) (?:the \d|\d|mon|tue|wed|thu|fri|sat|sun)\w*|(?:are|'re) (?:killing|crushing|glowing|doing|feeling|back|home|still|getting|making|one of|taking)", m[0])
    if reply.personal and soft:
        return None
    return (Strength.HINTS if soft and not reply.health_in(sentence.start, sentence.end) else Strength.STATES), max(end, word.end)


def said_only(verb: str, after: str, aux: list[str]) -> bool:
    """Whether it is something that anyone may do who writes about us."""
    if verb == "left":
        return bool(SAFE_LEFT.match(after))
    if verb in {"took", "taken"}:
        return bool(SAFE_TOOK.match(after))
    if verb in {"made", "make"}:
        return bool(SAFE_MADE.match(after))
    if verb in {"gave", "given"}:
        return bool(re.match(r" (?:us|me|our|the team|him|her|such|this|that|a|feedback)?\b(?! (?:the|your|his|her|a) (?:insurance|card|wrong|date|history))", after))
    if verb in {"brought", "raised"}:
        return bool(re.match(r" (?:this|it|that|up|these|the|your|such|a|to|so|some|joy|us|smiles|tears)\b", after)) and "brought the" not in "brought" + after[:5]
    if verb == "told":
        return bool(re.match(r" (?:us about|everyone|the world|people|your|it like|others)\b", after))
    if verb in {"asked", "ask"}:
        return bool(re.match(r"(?: (?!for (?:the|a|an|your)|dr|doctor|us to|him|her|to (?:see|have|be)|our|[a-z]+ to\b)|[.,!?]|$)", after))
    if verb in {"saw", "seen"}:
        return bool(re.match(r" (?:this|that|the (?:post|page|video|news|poster|sign|article)|our (?:post|page|video)|on)\b", after)) and "was" not in aux and "were" not in aux
    if verb in {"felt", "feel"}:
        return not re.search(r"\bwhen you\b", after)
    if verb in {"found", "find"}:
        return bool(re.match(r" (?:it|this|that|the (?:post|page|video|article|class)|us(?: on| here)?|our (?:post|page|video)|a )\b", after))
    if verb in {"reached"}:
        return bool(re.match(r" out\b", after))
    if verb in {"loved", "liked", "love"}:
        return bool(re.match(r" (?:it|this|that|the (?:post|page|class|mural|music|video|event|show|lobby|garden|cookies|podcast)|our (?:post|page|video)|\w+['.!])", after))
    if verb in {"sent"}:
        return bool(re.match(r" (?:this|that|us|in|it|the|a|along)\b", after))
    return verb in SAID and verb not in {"were", "are", "get"}


def stretch(reply: Reply, sentence: Sentence, j: int) -> int:
    """To the end of a short clause, or three words past the verb."""
    _, edge = sentence.clause(sentence.words[j].start, sentence.words[j].end)
    last = min(j + 4, len(sentence.words) - 1)
    return min(edge, sentence.words[last].end)


def done_to_reader(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """ "we moved you", "I told you": what only happens to someone in care."""
    base = sentence.start
    for m in CARE_OBJECT.finditer(sentence.low):
        if SAFE_OBJECT.search(sentence.low, max(0, m.start() - 25)):
            continue
        verb = m[0].split()[0]
        before = sentence.low[: m.start()]
        if CONDITION_BEFORE.search(before) or re.search(r"\b(?:to|can|could|will|would|may|might|let|'ll|should)(?: (?!have\b)\w+)? $", before) or before.endswith(("'ll ", "'d ")):
            continue
        if reply.personal and not reply.health_in(sentence.start, sentence.end):
            continue
        if not SUBJECT_WE.search(before.rstrip()) and not verb.endswith("ing"):
            continue
        if verb.endswith("ing") and (sentence.general_at(base + m.start(), base + m.end()) or verb in {"helping", "having", "seeing", "watching", "serving"}):
            continue
        soft = verb in {"know", "knew", "remember", "met", "left", "made", "got", "had", "have", "showed", "welcome", "welcomed", "helped"} and not reply.health_in(sentence.start, sentence.end)
        first = re.search(r"(?:\b(?:we|i|they|he|she|staff|(?:our|the|my) \w+(?: \w+)?|dr\.? \w+)\b(?: \w+){0,2} )?$", before)
        start = first.start() if first else m.start()
        yield Presupposition(Presupposed.CARE, Strength.HINTS if soft else Strength.STATES, reply.part.name, base + start, base + m.end(), "what was done with the reader")

"""Third persons: a relative, a stranger, "she": telling anyone of them is a disclosure.

A pronoun belongs to staff when staff were spoken of and nobody's relative was; to the author's own
family when an individual is asked how their mother is; else to someone in care.
"""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.presuppositions.reader import CARE_KIN
from bedside.screening.reading.replies import Reply, Sentence, could_be_name, is_past
from bedside.screening.reading.word_sets import word_set

PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|he's|she's|he'd|she'd|he'll|she'll|hes|shes)\b")
SUBJECT = frozenset(["he", "she", "he's", "she's", "he'd", "she'd", "hes", "shes"])
KIN_WORD = "|".join(
    sorted(
        CARE_KIN
        | {
            "neighbor",
            "neighbour",
            "friend",
            "family",
            "loved one",
            "little one",
            "ex-wife",
            "ex-husband",
            "ex",
            "grandson",
            "grandbaby",
            "suegra",
            "mami",
            "papi",
            "hijo",
            "hija",
            "madre",
            "padre",
            "abuela",
            "abuelo",
            "bebe",
            "esposo",
            "esposa",
            "ninos",
        },
        key=len,
        reverse=True,
    )
)
YOUR_KIN = re.compile(rf"\b(?:your|ur|tu|su|sus|tus) (?:\w+ ){{0,2}}?(?:{KIN_WORD})\b(?:'s)?")
PERSON = re.compile(
    r"\b(?:(?:the|this|that|our) (?:\w+ )?(?:patient|client|resident|individual in question|gentleman|"
    r"child|infant|newborn|teen|mother|father|family|parent|guy|lady|kid|kiddo|victim|couple)|"
    r"(?:little|lil|sweet|baby) (?-i:[A-Z][a-z]+)|(?:little|lil) (?:man|guy|one|lady|miss|dude|fella|"
    r"princess|peanut|warrior|fighter|superstar|bug|love|mama|nugget)|baby's \w+(?: \w+)?(?= (?:was|were|"
    r"dropped|went)\b)|(?:mama|mom|mommy|dad|daddy|"
    r"both (?:boys|girls|babies|twins)|the (?:twins|babies|boys|girls|triplets)) (?:and|was|were|is|did|"
    r"are)|kiddo|"
    r"a certain (?:\w+ ){1,4}|el paciente|la paciente)\b|"
    r"\b(?P<mine>my|our) (?:\w+ )?(?:baby|patient|buddy|guy|girl|lady|primary|little one|resident|"
    r"client)(?= (?:for|since) (?:\d+|\w+) (?:nights?|days?|shifts?|weeks?|months?|years?)\b)",
    re.I,
)
STAFF_NOUN = re.compile(
    r"\b(?:(?:one|two|three|half|some|most|both|all) of (?:us|our \w+)|dr|doctor|doctora|nurse|physician|"
    r"surgeon|midwife|therapist|counselor|aide|tech|technician|hygienist|dentist|receptionist|manager|"
    r"supervisor|director|advocate|ombudsman|"
    r"coordinator|liaison|volunteer|chef|chaplain|coach|driver|pianist|owner|lead|specialist|officer|chief|"
    r"navigator|pharmacist|assistant|instructor|team member|colleague|author|speaker|artist|student|dog|"
    r"therapy dog|"
    r"enfermera|promotora|musician|barista|gardener|custodian|security)\b"
)
ABOUT_WORDS = re.compile(
    r"\b(?:thank(?:s|ed)?|shout-?out|review|words|note|feedback|message|comment|read|saying|writing|"
    r"gracias|nomin\w+|hello|say hi)\b"
)
RELAY = re.compile(
    r"\b(?:tell|give|hug|kiss|squeeze|send|say (?:hi|hello) to|pass|high five|dile|dale|salud\w+|"
    r"abrazo a)\b[^.!?]{0,12}$"
)
CAN_CALL = re.compile(
    r"^(?:'ll)? (?:can|may|could|should|would|will (?:be able|want|need)|is welcome|needs to|has to|must|"
    r"might) (?:\w+ )?(?:call|reach|contact|ask|use|check|request|come|speak|talk|log|visit|sign|email|"
    r"open|see|be listed|llamar)\w*\b"
)
EVENTFUL = re.compile(
    r"\b(?:gala|fundraiser|concert|parade|podcast|episode|lecture|award|nomination|joined us|join(?:ed|"
    r"s) (?:our|the)|start(?:ed|s) (?:here|with us)|retir\w+|years? of (?:service|night shift)|earned it|"
    r"birthday cake|turns? \d+ on|lunch|blush\w*|credit|smil\w+|grin\w+|embarrassed|takes requests|plays)\b"
)
AFFIRMS = re.compile(
    r"^\W*(?:(?:omg|oh|aw+|hehe|haha|lol|shh|ugh|well|hi|hey|sadly|unfortunately|ok|okay)\W+)*(?:yes|yep|"
    r"yup|yeah|yea|ya|si(?=[,.! ])|correct|confirmed|affirmative|indeed|true|exactly|right|it (?:was|is|"
    r"sure)(?: (?:him|her|them|was|is|did)|[,.! ](?=and|he|she|$)|(?= (?-i:[A-Z])))|it's (?:him|her|them)|"
    r"was (?:him|her|them|that|it|(?!built|\w+ing|a |the |open|closed)\w+)|that(?:'s| was| is) (?:him|her|"
    r"them|right|correct|the one|my|our|a big|so)|maybe|possibly|could be|i can confirm|can confirm|nope|"
    r"nah|no[,.] (?:he|she|it|they|that)|not (?:him|her|yet|anymore)|"
    r"you (?:have a good eye|guessed it|got it|know it)|good (?:eye|guess)|bingo|ding ding|no comment but|"
    r"can't say|can't confirm but|i didn't say|you didn't hear|one and the same|the same|same one|that one|"
    r"the one)\b",
    re.I,
)
HUSH = re.compile(
    r"\b(?:don'?t (?:say|tell|repeat|quote|share|post) (?:i |any|it |this |that |me|her|him|anyone|nobody|"
    r"no one|where|who)\w*(?: \w+){0,3}|(?:you )?didn'?t hear (?:it|this|that) from me|keep (?:it|this|"
    r"that) (?:quiet|between us|on the (?:dl|low)|to yourself)|between (?:us|you and me)|off the record|"
    r"that'?s all (?:we|i)'?(?:ll|m| will| can| am)? ?(?:say\w*|gonna say)|(?:can'?t|not (?:allowed|"
    r"supposed) to|shouldn'?t) (?:say|tell|share)(?: (?:who|more|much|anything|it|names))?,? but|"
    r"my lips are sealed|no diga\w* (?:nada|que)|no le digas|entre nos(?:otros)?|you know who|guess who|"
    r"hipaa (?:won't|says)[^.!?]{0,20} but)\b|🤐|🤫|🤭"
)
LATELY = re.compile(
    r"\b(?:\d+ (?:min|minutes|mins|hours?|hrs?) ago|not (?:yet|anymore)|any (?:minute|day) now|"
    r"still (?:waiting|in|here|pushing)|stable|critical|serious condition|didn't make it|passed|"
    r"flying (?:him|her|them)|in surgery|is in|in 4\d\d)\b"
)
WINK = re.compile(r"[👀😉😏]+")
PLACE_FACT = re.compile(
    r"\b(?:in|out of|on|up on|down in) (?:room|bed|surgery|recovery|icu|picu|nicu|labor|triage|the (?:er|"
    r"ed|icu|or|unit|ward|floor)|critical|stable|intensive|hospice|detox|ob|l&d|trauma)\b"
)


def told_of_others(reply: Reply) -> Iterator[Presupposition]:
    if reply.authorized:
        return
    yield from persons(reply)
    if reply.about_author:
        return
    yield from relatives(reply)
    yield from pronouns(reply)
    yield from names_of_kin(reply)
    yield from confirmations(reply)


def third(reply: Reply, start: int, end: int, why: str, *, hint: bool = False) -> Presupposition:
    return Presupposition(
        Presupposed.THIRD_PARTY, Strength.HINTS if hint else Strength.STATES, reply.part.name, start, end, why
    )


def relatives(reply: Reply) -> Iterator[Presupposition]:
    """What is said of the reader's relative, as in "your mother was rounded on"."""
    low = reply.part.low
    for m in YOUR_KIN.finditer(low):
        sentence = reply.sentence_at(m.start())
        after = low[m.end() : sentence.end]
        if sentence.private or ABOUT_WORDS.search(after[:40]) or CAN_CALL.match(after):
            continue
        if RELAY.search(low[max(sentence.start, m.start() - 16) : m.start()]):
            if reply.personal and not reply.health:
                continue
            yield third(reply, m.start(), m.end(), "a greeting to someone in care", hint=True)
        elif m[0].endswith("'s") or asserted(after):
            if (sentence.general or sentence.directs) and not told_past(after):
                continue
            yield third(reply, m.start(), m.end() + short(after), "the reader's relative is told of")
        elif cared_for(low[sentence.start : m.start()]):
            yield third(reply, m.start(), m.end(), "the reader's relative was in care")


ASSERTS = re.compile(
    r"^,? (?:is|was|has|had|did|does|went|came|will be|have|are|were|isn't|wasn't|didn't|never|also|really|"
    r"just|still|\w+ed|\w+s)\b(?! (?:welcome|in our (?:thoughts|prayers|hearts)|on our minds))"
)
CARED = re.compile(
    r"\b(?:car(?:e|ed|ing) for|t(?:ook|ake|aking) (?:\w+ ){0,2}care of|treat(?:ed|ing)?|help(?:ed|ing)?|"
    r"met|meet(?:ing)?|know(?:ing|n)?|saw|seeing|watch(?:ed|ing)|serv(?:ed|ing)|deliver(?:ed|ing)|"
    r"bring(?:ing)?|brought|hold(?:ing)?|held|had|having|love[ds]?|miss(?:ed)?|remember|walk(?:ed|ing)|"
    r"sit(?:ting)? with|for|with) (?:\w+ ){0,2}$"
)


def asserted(after: str) -> bool:
    return bool(ASSERTS.match(after))


def told_past(after: str) -> bool:
    return any(is_past(w) for w in re.findall(r"[a-z'-]+", after)[:5])


def cared_for(before: str) -> bool:
    m = CARED.search(before)
    return m is not None and not m[0].startswith(("for ", "with "))


def short(after: str) -> int:
    m = re.match(r"(?: [\w'-]+){1,4}", after)
    return m.end() if m else 0


SEVERAL_KIN = re.compile(
    r"\b(?:my|our|mis|had) (?:\w+ ){0,2}(?:twins|triplets|boys|girls|kids|babies|children|parents|"
    r"grandparents|sons|daughters|hijos)\b"
)
THEY_WERE = re.compile(
    r"\b(?:they|those two|both)(?: \w+)? (?:were|are|did|slept|looked|cried|smiled|came|loved|got|had|"
    r"weighed|arrived)\b(?: [\w'-]+){0,4}"
)


WATCHED_NAME = re.compile(
    r"\b(?i:watching|seeing|hearing|helping|meeting|teaching|treating|holding|getting to know|knowing|"
    r"loved|miss|adore) ([A-Z][a-z]+)\b(?: [\w'-]+){0,3}"
)


def persons(reply: Reply) -> Iterator[Presupposition]:
    """What is said of one person, as in "the patient left" or "little man was so brave"."""
    low = reply.part.low
    if reply.answered is not None and SEVERAL_KIN.search(reply.answered.low):
        for m in THEY_WERE.finditer(low):
            if not reply.sentence_at(m.start()).private:
                yield third(reply, m.start(), m.end(), "the reader's relatives are told of")
    for m in WATCHED_NAME.finditer(reply.part.text) if reply.may_name else ():
        if m[1].lower() not in reply.no_patients and could_be_name(m[1]) and not reply.personal:
            yield third(reply, m.start(), m.end(), "joy at having cared for someone named")
    for m in PERSON.finditer(reply.part.text):
        sentence = reply.sentence_at(m.start())
        if sentence.private or sentence.general:
            continue
        after = low[m.end() : sentence.end]
        guess = low.startswith("a certain", m.start())
        if m["mine"]:
            yield third(reply, m.start(), m.end() + short(after), "how long someone was in care")
            continue
        if low.startswith("the patient", m.start()) and re.match(
            r" (?:advocate|portal|relations|rep|safety|experience|line|liaison|side|info|bill of)", after
        ):
            continue
        if guess or asserted(after) or told_past(after) or re.search(r" (?:was|were|is|did|are|and)$", m[0]):
            yield third(
                reply,
                m.start(),
                m.end() + (0 if guess else short(after)),
                "one person in care is told of",
                hint=guess and reply.answered is None,
            )


NEAR = 600  # characters before a pronoun in which its person is looked for


def staff_before(reply: Reply, sentence: Sentence, offset: int) -> bool:
    """Whether the nearest person before the pronoun works here."""
    before = reply.part.text[max(0, offset - NEAR) : offset]
    low = before.lower()
    noun = max((m.start() for m in STAFF_NOUN.finditer(low)), default=-1)
    name = max((low.rfind(n) for n in reply.staff), default=-1)
    own = max(
        (
            m.start()
            for m in re.finditer(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}", before)
            if m[0].lower() not in CALENDAR and could_be_name(m[0])
        ),
        default=-1,
    )
    kin = max((m.start() for m in YOUR_KIN.finditer(low)), default=-1)
    person = max((m.start() for m in PERSON.finditer(low)), default=-1)
    staff = max(noun, name, own if not reply.message else -1)
    first = re.match(r"\W*([A-Z][a-z]+)", before) if offset <= NEAR else None
    if staff < 0 and first and reply.answered and reply.answered.named.get(first[1].lower()) in {"staff", "unclear"}:
        staff = 0
    return staff >= 0 and staff > max(kin, person)


CALENDAR = word_set("calendar")


def is_staff(reply: Reply, sentence: Sentence, start: int) -> bool:
    answered = reply.answered
    kin = answered is not None and (
        answered.tells_of_kin or answered.asks_about_someone or "kin" in answered.named.values()
    )
    if staff_before(reply, sentence, start):
        return not (kin and reply.health_in(start, start + 30))
    if answered is None or kin:
        return False
    return bool(answered.names("staff") or STAFF_NOUN.search(answered.low)) or not reply.health_in(
        reply.sentence_at(start).start, reply.sentence_at(start).end
    )


def pronouns(reply: Reply) -> Iterator[Presupposition]:
    low = reply.part.low
    told = False
    for m in PRONOUN.finditer(low):
        sentence = reply.sentence_at(m.start())
        if sentence.private or EVENTFUL.search(sentence.low) or is_staff(reply, sentence, m.start()):
            continue
        if YOUR_KIN.search(low, sentence.start, m.start()) and told:
            continue
        after = low[m.end() : sentence.end]
        before = low[sentence.start : m.start()]
        if (
            re.search(r"\b(?:if|whether|que|let|have|ask) (?:\w+ )?$", before)
            or CAN_CALL.match(after)
            or (re.search(r"\b(?:hard to|take|taking|bring|get) $", before) and sentence.directs)
        ):
            continue
        if sentence.directs and not told_past(after):
            if not RELAY.search(before) or (
                reply.personal and not reply.health and not (reply.answered and reply.answered.tells_of_kin)
            ):
                continue
        relay = bool(RELAY.search(before))
        health = reply.health_in(sentence.start, sentence.end)
        subject = m[0] in SUBJECT
        weak = not subject and not health and not told_past(before + " " + after)
        if (
            sentence.general_at(m.start(), m.end())
            and not (subject and told_past(after))
            and not reply.health_in(m.end(), m.end() + 12)
        ):
            continue
        told = True
        end = m.end() + short(after)
        yield third(
            reply, m.start(), min(end, sentence.end), "someone in care is told of", hint=weak or (relay and not health)
        )


def names_of_kin(reply: Reply) -> Iterator[Presupposition]:
    """A name as the subject of what happened, where the answered text tells of a relative."""
    answered = reply.answered
    if answered is None or not reply.may_name or (reply.personal and not answered.asks_about_someone):
        return
    kin = {n for n, r in answered.named.items() if r == "kin"}
    text, low = reply.part.text, reply.part.low
    for m in re.finditer(r"\b[A-Z][a-z]{2,}\b", text):
        name = m[0].lower()
        sentence = reply.sentence_at(m.start())
        if name in reply.staff or not could_be_name(m[0]) or sentence.private or ABOUT_WORDS.search(sentence.low):
            continue
        after = low[m.end() : sentence.end]
        first = re.match(r"'?s? ([a-z'-]+)", after)
        if name in kin:
            yield third(
                reply,
                m.start(),
                m.end(),
                "a relative named in what is answered",
                hint=bool(RELAY.search(low[max(0, m.start() - 16) : m.start()])),
            )
        elif (
            first
            and is_past(first[1])
            and first[1] not in {"joined", "let"}
            and answered.tells_of_kin
            and m.start() == sentence.start + len(sentence.low) - len(sentence.low.lstrip())
        ):
            yield third(reply, m.start(), m.end() + short(after), "a person named where a relative was told of")


def confirmations(reply: Reply) -> Iterator[Presupposition]:
    """What others say of someone becomes a fact by a "yes, that was her" (G1.5)."""
    answered = reply.answered
    low = reply.part.low
    hush = HUSH.search(low)
    asked = answered is not None and answered.asks_about_someone
    if hush and (asked or reply.health or PRONOUN.search(low)):
        yield Presupposition(
            Presupposed.CONFIRMS_TALK,
            Strength.STATES,
            reply.part.name,
            hush.start(),
            hush.end(),
            "telling under the seal of silence",
        )
    if not asked or not reply.sentences or EVENTFUL.search(low):
        return
    first = reply.sentences[0]
    if first.private:
        return
    m = AFFIRMS.match(reply.part.text[first.start : first.end])
    telling = (
        len(low.split()) < 8
        or PRONOUN.search(low)
        or reply.health
        or YOUR_KIN.search(low)
        or re.search(r"[A-Za-z,] [A-Z][a-z]", reply.part.text)
    )
    if m and telling and not re.match(r"\W*(?:no|nope|nah)\b[^.!?]*\b(?:can|allowed|off limits)", first.low):
        yield Presupposition(
            Presupposed.CONFIRMS_TALK,
            Strength.STATES,
            reply.part.name,
            first.start,
            clause_end(first),
            "an answer to talk about someone",
        )
    for p in PLACE_FACT.finditer(low):
        if not reply.sentence_at(p.start()).private:
            yield Presupposition(
                Presupposed.CONFIRMS_TALK, Strength.STATES, reply.part.name, p.start(), p.end(), "where someone is"
            )
    if not m and not hush:
        for s in reply.sentences:
            said = reply.health_in(s.start, s.end) or (m2.group() if (m2 := LATELY.search(s.low)) else "")
            if said and not (s.private or s.general or s.directs):
                at = reply.part.low.find(said, s.start)
                yield Presupposition(
                    Presupposed.CONFIRMS_TALK,
                    Strength.STATES,
                    reply.part.name,
                    at,
                    at + len(said),
                    "news in answer to talk about someone",
                )
                break
    wink = WINK.search(low)
    if wink and not m:
        yield Presupposition(
            Presupposed.CONFIRMS_TALK,
            Strength.STATES,
            reply.part.name,
            wink.start(),
            wink.end(),
            "a wink in answer to talk about someone",
        )


def clause_end(sentence: Sentence) -> int:
    m = re.match(r"[^,.;:!?]*(?:, [^,.;:!?]{1,40})?", sentence.low)
    return sentence.start + (m.end() if m and m.end() else len(sentence.low))

"""That there is a record, and that someone looked; or that there is none."""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import AMOUNT, CLOCK, DAY, Reply

THING = (
    r"(?:charts?|files?|records?|notes|account|accounts|footage|video|camera\w*|cctv|recordings?|tapes?|"
    r"logs?|schedule|scheduling system|system|paperwork|documentation|history|case|claim|visit|appointment|"
    r"encounter|discharge|gps|phone records|call (?:log|recording)|sign-in|intake|consent forms?|"
    r"chart notes|ticket|order|billing|expediente|historial)"
)

LOOKED = (
    r"(?:look(?:ed|ing)? (?:closely |carefully |back )?(?:into|at|up|through|over)|pull(?:ed|ing)?(?: up)?|"
    r"review(?:ed|ing)|check(?:ed|ing)|went (?:back )?(?:over|through)|go(?:ing)? (?:back )?(?:over|"
    r"through)|examin(?:ed|ing)|audit(?:ed|ing)|read(?:ing)?(?: through| over)?|open(?:ed|ing)?|found|"
    r"locat(?:ed|ing)|"
    r"watch(?:ed|ing)|listen(?:ed|ing) to|investigat(?:ed|ing)|research(?:ed|ing)|see(?:ing)?|have|saw|"
    r"revisamos|buscamos|vimos|encontramos|pulled up|dug (?:into|through)|access(?:ed|ing)?|search(?:ed|"
    r"ing))"
)
LOOK = re.compile(
    rf"\b(?:we|i|our (?:\w+ ){{0,3}}|staff|team|manager|supervisor|they|he|she|office|has|have|'ve|'ll|"
    rf"will|just|after|upon|in)\b(?: (?:have|has|had|also|already|did|will|just|personally|again|carefully|"
    rf"been able to|to|and|been))* ?{LOOKED} (?:the |your |his |her |our |this |that |all |every |each |"
    rf"up |in )*(?:\w+ ){{0,2}}?(?P<thing>{THING})\b"
)
SHOWS = re.compile(
    rf"\b(?:our|the|your|his|her|my|every|all|nuestros?|su) (?:\w+ ){{0,2}}?{THING} (?:clearly |also |"
    rf"does |do |still |both )*(?:shows?|says?|indicates?|reflects?|has you|have you|confirms?|states?|"
    rf"notes?|documents?|tells?|reads?|proves?|lists?|puts? you|is (?:complete|clear|accurate|available)|"
    rf"are clear|was (?:complete|reviewed|pulled|noted|documented)|muestran?|indican?|dicen?)\b|"
    rf"\b(?:according to|per|based on|as (?:noted|documented|recorded|stated|shown) in|in|on|from) (?:our|"
    rf"the|your|his|her|my) (?:\w+ ){{0,2}}?(?:charts?|files?|records?|notes|account|footage|cameras?|"
    rf"recordings?|logs?|paperwork|documentation|chart notes|intake|consent forms?)\b|"
    r"\b(?:is|are|was|were|it's|been|being|clearly|well|all|fully|we|nurse|staff|doctor) (?:all |well |"
    r"clearly |fully |duly )?(?:documented|noted in|charted|on record|timestamped)\b|\b(?:it's|is|are|was|"
    r"caught|all|that's|we're|you're|he's|she's) (?:all )?on (?:camera|tape|film|record|file)\b|"
    r"\bon (?:camera|file|record|tape) (?:here|with us|from)\b|\b(?:number|phone|email|address|card|"
    r"signature|consent|form) (?:we have )?on file\b|"
    r"\b(?:our|the) (?:log|camera|clock|gps|system|schedule) (?:has|had|put|puts|shows|showed|caught|"
    r"recorded|says) (?:you|him|her|them|it|the)\b"
)
CASE = re.compile(
    r"\b(?:look(?:ed|ing)? (?:closely |further |right )?into (?:this|that|it|your|what happened|"
    r"the (?:matter|situation|issue|incident|case|delay|details))|(?:begun|started|opened?|launched|"
    r"beginning|opening|complet\w+|conduct\w+|doing|initiated) an? (?:\w+ )?(?:review|investigation|"
    r"inquiry)(?: (?:of|into) (?:this|your|the)(?: \w+)?)?|"
    r"review(?:ed|ing)? (?:of )?(?:this|the|your) (?:case|matter|situation|incident|concern|complaint|"
    r"visit|details)|investigat\w+ (?:this|the|your) (?:\w+)|(?:spoke|spoken|talked|met|addressed (?:this|"
    r"it)|speaking|talking|meeting) with (?:the |our )?(?:\w+ ){0,3}(?:involved|about (?:this|your|"
    r"what happened))|follow(?:ing)? up (?:with you|on (?:this|your))|"
    r"what happened (?:to you|here|that|on|with your|during|in)|(?:this|your) case\b(?! management))"
)
LIVING = frozenset(["we're", "we"])
NO_RECORD = (
    r"(?:no|not (?:any|a|have any|have a)|any|zero) (?:record|records|account|chart|file|history|trace|"
    r"sign|evidence|documentation|patient|client|appointment|visit|one)s?(?: (?:of|for|under|with|by|"
    r"matching|on)\b(?: (?:you|your|anyone|any|a|an|this|that|it|the|him|her|ever|such|file|"
    r"name)\b){0,3}(?: (?:name|visit|kind|incident|patient|person|appointment|stay|encounter|by this name|"
    r"by that name|with (?:this|that) name|in our \w+))?)?"
)
DENIES = re.compile(
    rf"\b(?:we|i|there(?: is|'s| are)?|our (?:office|system|records|clinic|practice|database|team|books|"
    rf"front desk)|have|has|had|find|found|see|show|shows|can find|could find)\b (?:can't |cannot |"
    rf"could not |couldn't |do not |don't |did not |didn't |have |has |had |also |currently |simply |"
    rf"actually |show |shows |find |found |see |is |'s )*{NO_RECORD}|"
    r"\b(?:can't|cannot|could not|couldn't|unable to|not able to|weren't able to|were not able to|didn't|"
    r"did not|don't|do not) (?:find|locate|match|identify|recognize|recall|see|place|have)\b (?:you\b|"
    r"your (?:name|account|information|chart|record|file)|anyone|anybody|any (?:patient|one|person|record|"
    r"account|such|client|visit|appointment|name)|a (?:patient|client|record|person|visit|file|chart)|"
    r"this (?:person|name|patient|reviewer|individual|account|reviewer's name)|the (?:name|reviewer)|"
    r"that name|someone|or recognize)(?: (?:by|with|of|under|in|as|named|matching) (?:this|that|the|your|"
    r"our|a|any) \w+)?|"
    r"\b(?:you|he|she|this (?:person|reviewer|individual|user|account|poster|writer)|the (?:reviewer|"
    r"poster|person|author|writer)|reviewer|someone who|a person who|somebody who|who|anyone|they|"
    r"account)\b(?: (?:has|have|was|were|is|are|had|isn't|wasn't|aren't|weren't|hasn't|haven't|'s|"
    r"'ve))? ?(?:never|not|n't)? ?(?:ever |actually |once |even )*(?:been |be )?(?:an? |our |"
    r"one of our )?(?:actual |real |current )?(?:patient|client|customer|seen|treated|set foot|visited|"
    r"been (?:in|to|here|a|seen)|a patient|stepped|here\b|come|came)\b(?: (?:here|of ours|at|in|by us|"
    r"by our|to|with us|a patient|our)\b(?: \w+){0,2})?|"
    r"\byou (?:were|are|have|'ve|did|had)(?: not|n't| never)(?: \w+){0,3} (?:patient|here|seen|treated|"
    r"visit|come|been)\b(?: (?:here|of ours|at|in|a patient)\b)?|\byou never (?:were|came|visited|had|saw|"
    r"set|booked|scheduled|actually|checked|walked|stepped)\b(?: \w+){0,3}|\bnever (?:our|a|been our|"
    r"been a) patient\b|\bnot (?:our|a|one of our|an actual) (?:patient|client)s?\b(?: of ours| here)?|"
    r"\b(?:nobody|no one|no patient|no person|not one patient) (?:by|with|named|of|called|under|"
    r"matching) (?:this|that|the|your|such|\w+)(?: \w+)?|\bnobody named \w+|\b(?:doesn't|does not|don't|"
    r"do not|didn't|did not) (?:match|correspond (?:to|with)|appear in|belong to|exist in|"
    r"line up with) (?:any|a|our|with|anything|to)\b(?: \w+){0,3}|"
    r"\bno chart for (?:you|him|her)\b|\b(?:you(?: must|'re| are| may| might| could)?|this|review|likely|"
    r"probably|perhaps|maybe) (?:have |be |was |is |may |might |must |seems? |appears? |possibly |"
    r"probably |likely |clearly )*(?:thinking of|confus(?:ed|ing)|have us confused|has us confused|"
    r"mixed up|mixing us up|mistak(?:en|ing)|meant (?:for|another|a different)|intended for|mistook|"
    r"looking for)\b(?: (?:us|me|with|for|another|a|different|the|this|our|someone|else|"
    r"some)\b){0,4}(?: \w+)?|"
    r"\bwrong (?:clinic|office|practice|hospital|dentist|doctor|business|place|page|dr|location|facility|"
    r"company)\b|\b(?:perhaps|maybe|did) (?:you )?meant? (?:another|a different|the other|"
    r"to)\b(?: \w+){0,2}|\b(?:no tenemos|no encontramos|no hay|no existe) (?:ning[uo]n\w* |un |"
    r"una )?(?:registro|expediente|paciente|cita|historial)\w*(?: (?:de|con|a) (?:usted|ese|su|"
    r"este)(?: nombre)?)?|\bnunca (?:fue|ha sido|vino|estuvo)(?: \w+){0,3}"
)
NEGATIVE = re.compile(
    r"\b(?:never|no|not|nobody|\w+n't|cannot|unable|wrong|meant?|thinking of|confus\w+|mix\w+|mist\w+|"
    r"intended|looking for|zero|nunca|ning\w+|couldn't|none)\b"
)
FALSE = re.compile(
    r"\b(?:fake|fals\w+|bogus|fabricat\w+|made[ -]up|lie|lies|lying|liar|slander\w*|libel\w*|defam\w+|"
    r"fraud\w*|malicious|competitor|disgruntled|ex-?employee|former employee|bot|troll\w*|dishonest|"
    r"illegal|attorney|lawyer|legal|sue|ip address|untrue|nonsense|shame|ridiculous|mentira\w*|calumnia\w*|"
    r"imposter|impostor)\b"
)
DETAIL = re.compile(
    r"\b(?:there is one for|we do have (?:a|one)|but we (?:do|have|did)|your (?:husband|wife|ex|mother|"
    r"brother|sister|son|daughter|friend|employer)|we know (?:who|exactly)|we treated|cancel\w+|booked|"
    r"on the phone|called us)\b|\bno-?show"
)
FAKE_ALONE = re.compile(
    r"\b(?:this|that|your|these|the) (?:\w+ )?(?:review|post|comment|account|rating|reviewer|claim|story|"
    r"allegations?) (?:is|was|are|were|appears?|seems?|looks?|has been) (?:to be |completely |totally |"
    r"clearly |a |an |entirely |100% )*(?:fake|false|fabricat\w+|bogus|fraud\w*|untrue|made up|lie|"
    r"posted by (?:a competitor|someone who)|paid)\b|\bfake review(?:er)?s?\b|\bnot a real (?:review|"
    r"patient|person|client)\b|\breseña falsa\b"
)
NOT_HEALTH = re.compile(
    r"\b(?:pizza|burger|restaurant|tacos?|coffee|donuts?|hotel|flight|airline|sofa|oil change|haircut|"
    r"store|brake|bagels?|sandwich|steak|hair salon|car wash|gym|fish|fries|wings|salsa)\b"
)


NONE_FOUND = re.compile(r"\b(?:no|not|never|any|zero|without|\w+n't)\b")


def of_records(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    for pattern, why in ((LOOK, "someone looked at the record"), (SHOWS, "what a record says")):
        for m in pattern.finditer(low):
            sentence = reply.sentence_at(m.start())
            if sentence.private or sentence.general or sentence.directs or NONE_FOUND.search(m[0]):
                continue
            if (
                pattern is LOOK
                and m["thing"] in {"case", "system", "schedule", "billing", "order", "notes", "video", "claim"}
                and not re.search(r"\byour\b|into|up", m[0])
            ):
                continue
            yield Presupposition(Presupposed.RECORD, Strength.STATES, name, m.start(), m.end(), why)
    for m in CASE.finditer(low):
        sentence = reply.sentence_at(m.start())
        offered = re.search(
            r"\b(?:can|could|may|might|able to|love to|like to|happy to|glad to) $",
            low[max(0, m.start() - 12) : m.start()],
        )
        if not (sentence.private or sentence.general or reply.personal or offered):
            yield Presupposition(
                Presupposed.RECORD, Strength.HINTS, name, m.start(), m.end(), "that there is a case to look into"
            )


def of_denials(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    about_food = reply.answered is not None and bool(NOT_HEALTH.search(reply.answered.low))
    for m in DENIES.finditer(low):
        sentence = reply.sentence_at(m.start())
        if (
            not NEGATIVE.search(m[0])
            or about_food
            or neither(sentence.low)
            or (sentence.general and "if" in sentence.low.split())
        ):
            continue
        if sentence.private and not re.search(r"\b(?:record|chart|you|patient of)\b", m[0]):
            continue
        more = (
            FALSE.search(low)
            or DETAIL.search(low)
            or AMOUNT.search(low)
            or CLOCK.search(low)
            or DAY.search(low)
            or given_name(reply, m.end())
        )
        yield Presupposition(
            Presupposed.DENY,
            Strength.STATES if more else Strength.HINTS,
            name,
            m.start(),
            m.end(),
            "denial" + (" with blame, identity or detail" if more else ""),
        )
    for m in FAKE_ALONE.finditer(low):
        sentence = reply.sentence_at(m.start())
        if (
            not sentence.general
            and not about_food
            and not re.search(r"\b(?:don't|never|we do not) (?:pay|buy|post|write)\b", sentence.low)
        ):
            yield Presupposition(
                Presupposed.HOSTILE, Strength.STATES, name, m.start(), m.end(), "a public charge of lying"
            )


def neither(low: str) -> bool:
    """Whether it keeps silence, as "we cannot confirm or deny whether" does, and denies nothing."""
    return bool(
        re.search(r"\b(?:confirm|deny|whether|who is|privacy|hipaa|any person|any individual|disclose|discuss)\b", low)
    ) and not re.search(r"\bno record|no chart|were never|have never|never (?:been|our)\b", low)


def given_name(reply: Reply, offset: int) -> bool:
    """Whether a name stands in the reply beside the denial."""
    return bool(
        re.search(
            r"\b(?:named|for you,|, (?:mr|mrs|ms)\.?) ?[A-Z][a-z]+|[a-z,] (?!Google|Yelp|Facebook|HIPAA|Dr|Tuesday|"
            r"Monday|Wednesday|Thursday|Friday|Saturday|Sunday|Perhaps|Please|Maybe)[A-Z][a-z]+ [A-Z][a-z]+\b",
            reply.part.text,
        )
    ) and not re.search(r"\bDr\.? [A-Z]", reply.part.text)

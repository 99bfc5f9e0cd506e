"""Words against a rater, trades for a rating, and identifiers asked for in the open."""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import Reply

HARD = re.compile(
    r"\b(?:slander\w*|libel\w*|defam\w+|perjur\w+)\b|\b(?:you(?:'re| are| were)?|this is|that is|that's|"
    r"these are|such|your|complete|total|outright|blatant|pack of|stop) (?:\w+ ){0,2}?(?:l(?:ying|iar|ie|"
    r"ies)|dishonest|fraud(?:ulent)?|con artist|troll(?:ing)?|pathetic|delusional|crazy|entitled|"
    r"ungrateful|embarrassing yourself|"
    r"a? ?joke|drug[- ]seek\w+|seekers?|junkie|addict|hypochondriac|karen|nonsense|garbage|idiot|moron|"
    r"stupid|ridiculous|rewrite history|abusive|a problem|hysterical|psycho|nuts|unhinged|scammer|thief|"
    r"cheap|a mess)\b|"
    r"\b(?:seekers|whiners?|deadbeats?|freeloaders?)\b|\b(?:people|patients|someone|folks|guys?|girls?|"
    r"clients|women|men) like you\b(?! (?:are (?:the reason|why) we (?:do|love|get)|make|who make|"
    r"keep us))|"
    r"\b(?:our|my|the|an?) (?:attorneys?|lawyers?|legal (?:team|counsel|department)|solicitor|"
    r"counsel) (?:will|has|have|is|are|would|eats?|already|advis\w+|can|sends?|looks)\b(?: \w+){0,4}|"
    r"\b(?:hear|hearing) from (?:our|my) (?:attorney|lawyer|legal)\w*|\b(?:legal action|lawsuit|"
    r"cease and desist|sue you|suing you|see you in court|press charges|take you to court|pursue (?:this|"
    r"you|legal|damages)|file(?:d)? (?:suit|charges|a police report)|demandar\w*|accion legal)\b|"
    r"\b(?:take|taking|bring|pull|delete|remove|retract) (?:this|it|that|your (?:review|post|comment|"
    r"lies?)|the (?:review|post|lies?)|these lies) (?:down|off)?,? ?(?:or|or else|before|immediately|now|"
    r"at once|within)\b(?: (?:you|we|i|our|my|\w+ hours)\b(?:'ll|'re)?(?: \w+){0,4})?|"
    r"\b(?:we|i) (?:have|know|will find|can see|traced|will report|reported) (?:your (?:ip|address|"
    r"employer|name|identity)|exactly who you are|who you (?:really )?are|where you (?:live|work)|"
    r"this (?:comes|came) from|you to)\b(?: address)?|\b(?:has|have|got) your ip\b|"
    r"\b(?:shame on you|get a (?:life|grip)|grow up|get over (?:it|yourself)|shut up|screw you|"
    r"good riddance|don't let the door|go (?:somewhere|anywhere) else|get (?:your|the) facts straight|"
    r"don't (?:rewrite|twist)|try (?:telling the truth|being honest)|how dare you|you should be ashamed|"
    r"please don't come back|don't (?:bother )?com(?:e|ing) back|never come back|you're welcome to never|"
    r"doesn't lie; people do|people do\b(?=\.)|blackmail\w*|extort\w*|mentiros[oa]s?|mienten?|calumnia\w*|"
    r"difama\w+)\b|\bwe don't (?:negotiate|deal|work) with \w+|\bnot our (?:fault|problem) (?:that |"
    r"if )?you\b"
)
BLAME = re.compile(
    r"\b(?:you (?:chose|failed|refused|declined|ignored|neglected|violated|broke|lied|demanded|insisted|"
    r"yelled|screamed|cursed|threatened|berated|harassed|abused|argued|were (?:rude|abusive|aggressive|"
    r"belligerent|late|hostile|drunk|high|warned|non-?compliant|disrespectful|yelling|screaming|verbally)|"
    r"showed up (?:late|drunk|high)|wouldn't (?:sit|listen|let|follow|cooperate|stop|take)|"
    r"didn't (?:follow|listen|bother|read|show|want to|do your|wear|take your|pay)|never (?:followed|"
    r"listened|called|returned|paid|told|asked|mentioned|bothered|gave)|would(?:n't| not) (?:have|"
    r"be) (?:\w+ )?(?:in|if|problem)|"
    r"could have (?:simply|just)|should have (?:read|listened|known|called|told|asked|followed|come|"
    r"arrived|paid|thought|spoken)|no-?showed|missed (?:three|two|your|every|several|\d)|stopped (?:after|"
    r"taking|coming|showing|doing))|(?:if you had|had you (?!any)|if you'd (?:just |only |simply )?(?!like|"
    r"prefer|rather|love|be|care|wish|want|feel)\w+|maybe if you|perhaps if you|next time,? (?:read|try|"
    r"listen|be|show|come))|(?:yelling|screaming|swearing|cursing) at (?:a|an|our|my|the|staff)\b|"
    r"your (?:own )?(?:behavio(?:u)?r|noncompliance|non-compliance|attitude|tantrum|outburst|fault|"
    r"failure to|refusal|choices|lifestyle|threats|language|lies?|drug use|drinking)|usted lleg[oa] tarde|"
    r"no trajo su|no se presento)\b(?: [\w'$-]+){0,3}"
)
SARCASM = re.compile(
    r"\b(?:reading is (?:free|fundamental)|read the (?:policy|sign|website|form|room|fine print)|"
    r"welcome to (?:healthcare|the real world|an emergency room|america)|(?:so )?sorry (?:you|that you|we|"
    r"our|if|that our|reality|the \w+) (?:weren't|wasn't|aren't|isn't|aren't mind readers|don't|"
    r"couldn't read|can't|got caught|thought this|think the|expected (?:a|the) (?:spa|hotel|miracle))|"
    r"we(?:'re| are) (?:not|no|a|an) (?:a )?(?:hotel|spa|restaurant|drive-?thru|mind readers?|magicians?|"
    r"vending machine|babysitters|day ?care|miracle workers)|"
    r"because people keep|classy|bless your heart|nice try|congrats on|thanks for (?:the (?:laugh|"
    r"entertainment|fiction|novel)|nothing|proving)|good luck (?:with that|finding|elsewhere|out there)|"
    r"must be nice|imagine (?:that|being|thinking|complaining)|wow,? (?:ok|okay|just)|yes,? we (?:do it|"
    r"slow|make|enjoy|love making)|(?:slow|do|did|keep|make) (?:\w+ ){0,3}on purpose|our favou?rite hobby|"
    r"cry me a river|sounds like a you problem|well,? actually|wrong\.|incorrect\.|not true\.|that(?:'s|"
    r" is) (?:simply |just |not |completely |totally |flat out |absolutely )*(?:not true|untrue|false|"
    r"not what happened|wrong|inaccurate|incorrect)|"
    r"(?:this|that|it|none of (?:this|that)|nothing of the sort) (?:never|did not|didn't|"
    r"simply did not) happen\w*|there (?:is|are) (?:another|two|more|always two|also another) sides? (?:to|"
    r"of)|one[- ]sided|(?:one|1|two) stars? (?:from|for|because)\b(?: (?:a|someone|not|"
    r"the)\b(?: \w+){0,4})?|so sorry your highness|princess|drama|the truth is|let's be (?:honest|clear|"
    r"real)|for the record|to set the record straight|set the record straight|facts matter|misrepresent\w*|"
    r"mischaracteriz\w*|inaccura\w+|misleading|unfair|eso no es (?:cierto|verdad))\b"
)
OFFER = (
    r"(?:refund\w*|discount\w*|credit|free|gift ?cards?|coupon|voucher|complimentary|on us|on the house|"
    r"\$ ?\d[\d,.]*(?: (?:off|card|gift|credit|coffee))?|\d+ ?% off|half off|waive\w*|comp(?:ed)?|facial|"
    r"cleaning|coffee card|raffle|entered|win|prize|reward\w*|points|money back|make it (?:right|worth)|"
    r"descuento|reembols\w+|gratis|regalo)"
)
CHANGE = (
    r"(?:(?:chang|edit|updat|remov|delet|revis|rais|bump|amend|alter|retract|rewrit|upgrad|reconsider|"
    r"modif|adjust|tak|bring|pull)\w* (?:\w+ ){0,3}?(?:review|rating|stars?|post|comment|it|this|that|down|"
    r"score|5|five)|(?:leav|writ|post|giv|add|drop)\w* (?:us )?(?:\w+ ){0,3}?(?:review|rating|stars?|5|"
    r"five)|(?:fifth|five|5|another|one more|more)[ -]?stars?|five-?star|cambi\w+ (?:su |tu |"
    r"la )?(?:resena|calificacion|opinion)|quit\w+ (?:su|tu|la|esta) resena|(?:review|rating|post|"
    r"comment) (?:is |goes |comes |gets )?(?:removed|down|changed|updated|deleted|gone))"
)
BARGAIN = re.compile(
    rf"\b{CHANGE}\b[^.!?]{{0,80}}(?:[.!?] [^.!?]{{0,70}})?\b{OFFER}(?!\w)|"
    rf"(?<!\w){OFFER}\b[^.!?]{{0,80}}(?:[.!?] [^.!?]{{0,40}})?\b{CHANGE}\b"
)
ASK_CHANGE = re.compile(
    r"\b(?:please|kindly|could you|would you|can you|hope you(?:'ll| will)|ask (?:that )?you|consider|"
    r"wish you would|appreciate (?:it )?if you(?:'d| would| could)?|we'd love (?:it )?(?:for you to|"
    r"if you)(?: could| would)?) (?:\w+ ){0,3}?(?:chang|edit|updat|remov|delet|revis|rais|amend|reconsider|"
    r"tak|retract)\w*(?:ing)? (?:\w+ ){0,3}?(?:review|rating|stars?|down)\b"
)
ID_THING = (
    r"(?:(?:full |first |last |maiden |real |legal |patient'?s? )?names?|dob|d\.o\.b|date of birth|"
    r"birth ?(?:date|day)|phone(?: number)?|cell(?: number| phone)?|(?:contact|mobile|telephone|callback|"
    r"best) (?:number|info\w*|details|phone)|contact|number|email(?: address)?|address|ssn|"
    r"social(?: security)?(?: number)?|last (?:4|four)|mrn|medical record(?: number)?|"
    r"chart number|account(?: number)?|member id|member number|patient id|policy number|insurance (?:id|"
    r"card|info\w*|number)|order number|requisition number|requisition|invoice(?: number)?|claim number|"
    r"case number|ticket number|reference number|accession number|slip|date(?:s)? of (?:service|visit|"
    r"your visit)|visit date|appointment (?:date|time|details)|details of (?:your|the) (?:visit|"
    r"appointment)|photo of your|picture of your|copy of your|id card|"
    r"age|symptoms|nombre(?: completo)?|fecha de nacimiento|telefono|correo|numero)"
)
ASK = (
    r"(?:reply|respond|comment|post|drop|leave|send|text|dm|pm|message|inbox|share|give|provide|tell|type|"
    r"put|write|include|add|shoot|let us (?:have|know)|need|confirm|what(?:'s| is| was)|may (?:we|i) have|"
    r"can (?:we|i) (?:have|get)|could (?:we|i) (?:have|get)|could you|can you|please|mande\w*|envie\w*|"
    r"deje\w*|escriba\w*|compart\w+|cual es|necesitamos)"
)
SOLICIT = re.compile(
    rf"\b{ASK}\b(?: (?:us|me|below|here|back|a|the|this|page|in|to|so|we|with|via|by|through|also|first|"
    rf"just|you|know|message|dm|pm|your|his|her|their|my|its|of|and|on|at|please|full|complete|post|send|"
    rf"share|photo|picture|for|su|tu|el|la|con|nos)\b,?){{0,9}} (?:{ID_THING}|(?:\w+ )?(?:number|id|"
    rf"code)s? (?:off|on|from) (?:your|the))\b(?:[, ]+(?:and|or|y|plus|&)? ?(?:the |your |his |her |a |su |"
    rf"best |tu |any |what )*{ID_THING}\b)*(?: (?:on|of|for) your \w+)?"
)
OPEN_DETAILS = re.compile(
    r"\b(?:dm|pm|inbox|message|direct message|private message) (?:us|me) (?:\w+ ){0,3}?(?:with|your|the|"
    r"more|details|about|info\w*)\b(?: (?:your|the|more|some|any|a few|details|of|about|info\w*|visit|"
    r"appointment|name|what happened)\b){0,4}|\b(?:tell|share with|explain to) (?:us|"
    r"me) (?:\w+ ){0,2}?(?:what happened (?:here|below|to you)|more (?:here|below|about (?:your|"
    r"the) (?:visit|appointment|stay|treatment|symptoms))|which (?:doctor|nurse|day|location|"
    r"provider) (?:you|it)|when you (?:came|were|visited))\b|\b(?:which|what) (?:doctor|provider|location|"
    r"office|day|date|nurse|appointment) (?:did you|was it|were you|did he|did she)\b(?: \w+){0,2}|"
    r"\bwhat (?:were|are) (?:you|your) (?:being )?(?:seen|treated|symptoms)\b(?: for)?"
)
BY_PHONE = re.compile(
    r"\b(?:when (?:you|calling)|by phone|phone (?:call|us)|call(?:ing)? (?:us )?(?:with|and|at)|have (?:it|"
    r"your|the)|on the phone|never|don't|do not|please (?:keep|leave|avoid)|without|off (?:this|the)|"
    r"out of (?:this|the)|secure (?:portal|form|message)|through the portal|via the portal|no need|"
    r"portal)\b"
)


def against_rater(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    if reply.personal and not reply.message:
        return
    for m in HARD.finditer(low):
        sentence = reply.sentence_at(m.start())
        if "like you" in m[0] and re.search(r"\b(?:why we|thank|love|joy|grateful|smile|reason we)\b", sentence.low):
            continue
        if sentence.general and not re.search(r"\byou|lawyer|attorney|slander|defam|legal|lie\b|people do", m[0]):
            continue
        yield Presupposition(
            Presupposed.HOSTILE, Strength.STATES, name, m.start(), m.end(), "blame, threat or a charge of lying"
        )
    for m in BLAME.finditer(low):
        if not reply.sentence_at(m.start()).private:
            yield Presupposition(Presupposed.HOSTILE, Strength.STATES, name, m.start(), m.end(), "the rater is blamed")
    for m in SARCASM.finditer(low):
        if m[0] not in {"unfair", "drama", "princess"} or not reply.sentence_at(m.start()).general:
            yield Presupposition(
                Presupposed.HOSTILE, Strength.HINTS, name, m.start(), m.end(), "arguing or mocking in answer to a rater"
            )


def trades(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    for m in BARGAIN.finditer(low):
        if re.search(r"\b(?:don't|do not|never|not allowed|can't|cannot)\b", low[max(0, m.start() - 30) : m.end()]):
            continue
        yield Presupposition(
            Presupposed.BARGAIN, Strength.STATES, name, m.start(), m.end(), "something of value for another rating"
        )
        return
    for m in ASK_CHANGE.finditer(low):
        yield Presupposition(Presupposed.BARGAIN, Strength.HINTS, name, m.start(), m.end(), "asks for another rating")


def asks_identifiers(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    if reply.personal and not reply.message:
        return
    for pattern, why in ((SOLICIT, "asks for identifiers"), (OPEN_DETAILS, "asks for details of care")):
        for m in pattern.finditer(low):
            sentence = reply.sentence_at(m.start())
            if (
                BY_PHONE.search(sentence.low)
                or sentence.private
                or re.search(r"\b(?:our|the office|office) (?:number|address|email|phone)\b", m[0])
            ):
                continue
            if pattern is SOLICIT and not re.search(
                r"\b(?:your|his|her|their|full|first|last|dob|birth|su|tu|nombre|the patient|patient|mrn|contact info|"
                r"best|a|an|me|us|name|with)\b",
                m[0],
            ):
                continue
            yield Presupposition(Presupposed.SOLICIT, Strength.HINTS, name, m.start(), m.end(), why)

"""Cheers where the place tells the illness: "proud of you" from a recovery center names a patient."""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import Reply

CHEER = re.compile(
    r"(?:[👏🙌💪🎉🥳🏆🔔]+ ?)*\b(?:(?:so |very |really |beyond |incredibly |super )?proud (?:of|to know) (?:you|"
    r"this|everyone|all|u|y'all|him|her|how)\w*|you(?:'ve| have)? got this|keep (?:going|it up|up the|"
    r"shining|coming|fighting|climbing|pushing|at it)\b|one day at a time|rooting for (?:you|u)|"
    r"cheering (?:you on|for you|on)|in your corner|stay(?:ing)? strong|so strong|you(?:'re| are) (?:so |"
    r"not |never |such a? ?|an? |truly |absolutely |very )?(?:strong|brave|warrior|worth it|inspiration|"
    r"amazing|incredible|enough|loved|alone|survivor|doing (?:so |great|amazing|it)|stronger)|"
    r"(?:you|u) (?:did (?:it|that|this)|made it|are doing it|earned (?:it|this|that|every)|deserve (?:this|"
    r"it|all|every)|inspire (?:us|me|all)|(?:'ve )?come so far|can do (?:it|this)|matter|belong)|we(?:'ll|"
    r" will)? (?:always |are always |'re always )?(?:be |are )?here for (?:you|u)\b|always (?:here|a place|"
    r"a home|welcome) (?:for you|here)?|here whenever you|congrat(?:s|ulations|z)\b(?: (?:to you|on|again|"
    r"mama|momma|dad|to your|to the|you two|both)\b(?: \w+){0,3})?|felicidades|"
    r"happy (?:\w+ ){0,2}(?:birthday|soberversary|anniversary|recovery|mother's day)\b(?: to (?:you|your|"
    r"the|those|that|him|her|baby)\b(?: \w+){0,2})?|"
    r"(?:sending|send) (?:you |so much |lots of |all the |big |baby |good |calm |positive |"
    r"healing )*(?:love|vibes|hugs|dust|light|strength|prayers|energy|thoughts)\b|(?:fingers|toes|"
    r"everything) crossed|baby dust|thinking of (?:you|u|y'all)|holding (?:you|space|hope)|(?:praying|"
    r"prayers|hugs|love|thoughts|hope|light|wishes) (?:for|to|with) (?:you|u|your)|(?:our )?(?:hearts?|"
    r"thoughts|prayers|condolences|sympathies|sympathy) (?:go(?:es)? out|are|is|break\w*|ache\w*|"
    r"to you)(?: (?:with|to|for) (?:you|your))?(?: \w+)?|(?:deeply |so |very |truly )?sorry for (?:your|"
    r"the) loss|(?:your|the) loss\b|"
    r"wishing (?:you|your)|so brave|we(?:'re| are) with you|we see you|welcome to the world|(?:such |"
    r"what )?(?:a )?(?:beautiful|perfect|precious|sweet|gorgeous|miracle) (?:baby|babies|miracle|miracles|"
    r"boy|girl|family|little|bump|rainbow)|(?:little )?miracles?\b|be (?:kind|gentle|proud) (?:to|with|"
    r"of) yourself|you(?:'ve| have) (?:done|been through|worked|overcome|fought|survived|"
    r"earned)(?: \w+){0,3}|healing (?:is|takes|isn't)|way to go|great (?:job|work)|good (?:job|for you)|"
    r"well done|look at you|go you|so happy for (?:you|u|your)|(?:thrilled|excited|over the moon|overjoyed|"
    r"happy) (?:for|to hear|to see) (?:you|your|how)|"
    r"recovery (?:is|looks)|estamos orgullos\w+|orgullos\w+ de|animo|fuerza|un dia a la vez|sigue adelante|"
    r"siga adelante|nuestro mas sentido pesame|sentimos (?:mucho )?su perdida)\b(?: ?[👏🙌💪🎉🥳🏆❤💙💛💕]+)?"
)
APPLAUSE = re.compile(r"[👏🙌💪🎉🥳🏆🔔🍍🌈👶🍼💉🎗]+")
LOOKS = re.compile(
    r"\b(?:you|u|ya) (?:both |all |guys )?(?:look|are looking|looked|are glowing)\b(?: (?:so|absolutely|"
    r"just|simply|totally|like))* ?(?:amazing|great|gorgeous|beautiful|stunning|fabulous|incredible|"
    r"radiant|flawless|fantastic|refreshed|ten years younger|\w+ing)?|\b(?:gorgeous|stunning|glowing|"
    r"flawless|snatched)\b(?=\W*$)"
)
AESTHETIC = re.compile(
    r"\b(?:med ?spa|medspa|spa|aesthetic\w*|cosmetic|plastic|laser|weight|bariatric|dermatolog\w*|derm|"
    r"orthodont\w*|hair|vein|smile|injector|skin)\b",
    re.I,
)
RELAY = re.compile(
    r"\b(?i:tell|give|hug|kiss|squeeze|say (?:hi|hello) to|high[- ]five|dile|dale|salud\w+)\b (?:(?i:him|"
    r"her|them|that|(?:the|your|that) (?:little|sweet|big|cutie|kiddo|mama|twins|baby|kids?)\b(?: \w+)?)|"
    r"[A-Z][a-z]+|baby|mama|little \w+)\b(?: (?:we|i|the|that|hi|hello|hey|a|from|thanks|he|she|happy|it|"
    r"congrat\w*)\b(?: [\w']+){0,4})?"
)
NO_CHEER = re.compile(
    r"\b(?:988|911|staff|nurses?|team|volunteers?|graduates? of (?:our|the) (?:nursing|residency)|"
    r"residents|match day|employee|colleague|donors?|congrat\w* to (?:our|dr|nurse|the team))\b"
)


def cheers(reply: Reply) -> Iterator[Presupposition]:
    low, name = reply.part.low, reply.part.name
    if reply.about_author or reply.personal:
        return
    if reply.sensitive and not reply.crisis:
        spoken = False
        for m in CHEER.finditer(low):
            sentence = reply.sentence_at(m.start())
            if (
                sentence.private
                or NO_CHEER.search(sentence.low)
                or (sentence.general and not re.search(r"\b(?:you|your|u)\b", m[0]))
            ):
                continue
            spoken = True
            yield Presupposition(
                Presupposed.ENCOURAGEMENT,
                Strength.HINTS,
                name,
                m.start(),
                m.end(),
                "encouragement from a place that tells the illness",
            )
        if not spoken and not re.search(r"[a-z]{2,}", low):
            for m in APPLAUSE.finditer(low):
                yield Presupposition(
                    Presupposed.ENCOURAGEMENT,
                    Strength.HINTS,
                    name,
                    m.start(),
                    m.end(),
                    "applause from a place that tells the illness",
                )
                break
    role = " ".join((reply.reading.content.author_role, *reply.reading.content.organization.names))
    if AESTHETIC.search(role):
        for m in LOOKS.finditer(low):
            if not reply.sentence_at(m.start()).general:
                yield Presupposition(
                    Presupposed.CARE,
                    Strength.HINTS,
                    name,
                    m.start(),
                    m.end(),
                    "praise of looks from those who change them",
                )
    if not reply.message:
        for m in RELAY.finditer(reply.part.text):
            words = m[0].split()
            told = words[1].lower().strip(",.!")
            if (
                told == "you"
                or (told in {"us", "me", "the", "a", "your", "that", "them"} and len(words) < 3)
                or told in reply.staff
                or re.search(r"\b(?:thanks|thank|shout)\b", m[0].lower())
            ):
                continue
            if (
                told == "them"
                or words[1].lower() == "you"
                or (
                    told in {"him", "her"}
                    and reply.answered is not None
                    and reply.answered.names("staff")
                    and not reply.answered.tells_of_kin
                )
            ):
                continue
            if reply.sentence_at(m.start()).private or (
                re.search(r"\bwe'?ll $|\bwill $|\bto $", low[max(0, m.start() - 6) : m.start()])
                and told not in {"him", "her"}
                and words[1][0].isupper() is False
            ):
                continue
            if (
                words[1][0].isupper()
                and low[max(0, m.start() - 8) : m.start()].rstrip().endswith(("we'll", "will", "to", "we"))
                and not (reply.answered and reply.answered.named.get(told) == "kin")
            ):
                continue
            yield Presupposition(
                Presupposed.CARE, Strength.HINTS, name, m.start(), m.end(), "a greeting to someone in care"
            )

"""A name in a reply: it calls the reader by more than they chose to show, or names whom they told of."""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import Reply, could_be_name
from bedside.screening.reading.word_sets import word_set

GREETS = (
    r"(?i:thank you|thanks|thx|hi|hello|hey|dear|gracias|hola|sorry|congrats|congratulations|"
    r"happy birthday|welcome back|welcome|aw+|yes+|yay|yas+|wow|got it|love you|ring that bell|"
    r"proud of you|good morning|good afternoon|way to go|go|happy for you|see you|bye|muchas gracias|"
    r"felicidades|no worries|so sorry|feliz cumpleanos|hang in there|keep it up|nice work|great job)"
)
NAME = r"[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?(?!'(?!s\b (?:in|is|sister|brother|mom|dad|wife|husband)))"
TITLE = r"(?:(?i:mr|mrs|ms|miss|mx|sra?|srta|dona|don|senora?|sir|madam)\.? )"
VOCATIVE = re.compile(
    rf"\b{GREETS}(?: (?:so much|again|very much|back|there|a lot|"
    rf"a bunch))?[,!]* (?P<a>{TITLE}?{NAME}(?: {NAME})?)(?=\s*[,.!?:;\-\n❤💛💙🎉👏]|\s*$| (?:we|you|for|and|"
    rf"your|i|so|it|that|this|was|is|has|me|❤)\b)|"
    rf"(?:^|[.!?\n] ?)(?P<b>{TITLE}?{NAME}(?: {NAME})?), (?=(?:you|your|we|i|thank|so|it|that|this|please|"
    rf"our|as|the|what|sorry|i'm|we're|of course|no|yes|glad|congrat|don't|remember|see|can|keep|this|hang|"
    rf"call|stop|i)\b)|(?:^|[.!?\n] ?)(?P<f>{NAME})(?=!+)|"
    rf"(?<=[a-z0-9!?\"'][,!]) (?P<c>{TITLE}?{NAME}(?: {NAME})?)(?=\s?(?:[.!?❤💛💙🎉👏💕😍🥰]|$|\n|! ))|"
    rf"(?P<d>\b{TITLE}{NAME})\b|(?P<e>\b{NAME} {NAME})(?='s (?:\w+)|, (?:you|your)\b)"
)
TITLED = re.compile(rf"\b{TITLE}[A-Z]")
NUMBER = re.compile(r"\d{3}-\d{4}")
NOT_NAMES = word_set("not_names")
STAFFISH = re.compile(
    r"\b(?:nurse|dr|doctor|coach|chef|director|manager|supervisor|advocate|ombudsman|volunteer|midwife|"
    r"aide|tech|lead|chaplain|officer|liaison|coordinator|our|the|with|by|ask for|from|and|i'm|im|i am|"
    r"this is|soy|is|-|love|sincerely|best|warmly|regards|to|for|at|in|near|of|on|called|named|like|en|"
    r"over|via|than|behalf of|me|name is|owner|dentist|surgeon|pharmacist|therapist)[,:]? ?$",
    re.I,
)


def identities(reply: Reply) -> Iterator[Presupposition]:
    text, name = reply.part.text, reply.part.name
    if (reply.small_talk and not reply.message) or reply.authorized:
        return
    if not reply.may_name and not TITLED.search(text):
        return
    for m in VOCATIVE.finditer(text):
        group = next(g for g in "abcdef" if m[g])
        start, end = m.span(group)
        words = [w.strip(".").lower() for w in m[group].split()]
        titled = words[0] in {"mr", "mrs", "ms", "miss", "mx", "sr", "sra", "srta", "dona", "don", "senor", "senora"}
        names = words[1:] if titled else words
        if not names or any(w in NOT_NAMES or w.endswith("ly") for w in names) or set(names) & reply.no_patients:
            continue
        if (
            group in {"c", "d", "e"}
            and STAFFISH.search(text[max(0, start - 14) : start].rstrip(",") + " ")
            and not titled
        ):
            continue
        if not titled and not could_be_name(names[0].capitalize()):
            continue
        if (
            group == "b"
            and not titled
            and len(names) == 1
            and reply.part.has("brand")
            and any(c.start == start for c in reply.part.cues("brand"))
        ):
            continue
        if titled and reply.answered is not None and (set(names) & set(reply.answered.names("staff"))):
            continue
        sentence = reply.sentence_at(start)
        if group in {"c", "e"} and (sentence.private or NUMBER.search(sentence.low)):
            continue  # whoever may be reached at a number works here
        if historical(sentence.low):
            continue
        sure = (titled and len(names) >= 1) or len(names) == 2 or reply.message
        yield Presupposition(
            Presupposed.IDENTITY, Strength.STATES if sure else Strength.HINTS, name, start, end, "calls someone by name"
        )


def historical(low: str) -> bool:
    return bool(re.search(r"\b1[5-9]\d\d\b", low))

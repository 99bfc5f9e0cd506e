"""What an answer may say to anyone: thanks for words, and that privacy keeps it from saying more."""

import re
from collections.abc import Iterator

from bedside.screening.fine.reason import Reason
from bedside.screening.reading import Place, Reading

THANKS = re.compile(
    r"(?<!\ba )(?<!\bno )\b(?:many |so many |mil |muchas )?(?:thank you|thanks|gracias)\b(?: (?:so|very) much| a lot| again)?"
    r"(?: (?:for|por) [^.!?,;:\n]{0,60}?\b(?:feedback|words?|note|time|writ\w+|review|comment|message|shar\w+|know|reaching out|question|post|rating|"
    r"palabras|comentarios?|escribir|tiempo|mensaje|compartir|opini[oó]n)\b(?: to (?:write|share|say so|reach out)| with us)?)?"
)
PRIVACY = re.compile(
    r"\b(?:privacy|hipaa|confidentiality) (?:law|rule|regulation|act|polic\w+|requirement)?s? ?(?:keeps?|prevents?|stops?|means?|do not|does not|don't|doesn't|forbids?|"
    r"bars?|prohibits?)\b|\bto protect (?:everyone|anyone|people|patient)'?s?'? (?:privacy|confidentiality)\b|\bout of respect for (?:everyone's |anyone's )?privacy\b|"
    r"\b(?:can't|cannot|can not|never|not able to|unable to) (?:say|confirm|tell|speak|talk|share|discuss|comment)\b[^.!?\n]{0,40}\b(?:whether|who (?:is|was)|"
    r"anyone|any person|any individual|about people)\b|\bley(?:es)? de privacidad\b"
)


def thanks(reading: Reading) -> Iterator[Place]:
    if reading.content.answers:
        for m in THANKS.finditer(reading.body.low):
            yield reading.body.place(*m.span())


def privacy(reading: Reading) -> Iterator[Place]:
    """The whole sentence, since it is the whole that is true of anyone."""
    if reading.content.answers:
        for m in PRIVACY.finditer(reading.body.low):
            yield reading.body.place(*reading.body.sentence_at(m.start()))


PRIVACY_SENTENCE = Reason(
    name="privacy-sentence",
    why="It holds of anyone: it says of nobody that they were in care, or that they were not.",
    find=privacy,
)
THANKS_FOR_WORDS = Reason(
    name="thanks-for-words",
    why="It thanks, and reads the same to someone who was never here.",
    find=thanks,
)

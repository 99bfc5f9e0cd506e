"""A reply taken apart: its sentences, which of them speak of anyone and which of someone.

"Bring your card" and "your results came back" both say "your"; the first holds for anyone, the
second for one person. A sentence is `general` when it gives conditions, habits or directions, and
`private` when it says that nothing can be said.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bedside.core.authorizations import PERMITTING
from bedside.core.content import Kind
from bedside.screening.reading.answered import HEALTH_LISTS, Answered
from bedside.screening.reading.lazy import cached_property
from bedside.screening.reading.names import ranks
from bedside.screening.reading.people import Role
from bedside.screening.reading.word_sets import word_set
from bedside.screening.reading.words import Cue, Word

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading

IRREGULAR = word_set("irregular")
NOT_VERBS = word_set("not_verbs")
PRESENT_OR_PAST = word_set("present_or_past")
CONDITION = re.compile(r"\b(?:if|whenever|wherever|unless|in case|should (?:you|anyone)|whoever|anyone|anybody)\b")
GENERAL = re.compile(
    r"\b(?:if|whenever|wherever|unless|in case|should (?:you|anyone)|anyone|anybody|everyone|everybody|"
    r"any (?!time\b)\w+|each(?! of)|every(?! (?:day|night|hand|hour) (?:you|he|she)\b| one of)|"
    r"people|folks|patients|families|parents|visitors|guests|clients|residents|neighbors|most|many|"
    r"some(?! of you)|whoever|those who|the (?:person|one|people) (?:who|holding|with)|no one|nobody|"
    r"others|"
    r"in general|generally|general|usual|usually|typically|typical|often|as a rule|normally|routinely|"
    r"routine|always aim|policy|policies|state law|by law|the law|"
    r"depends?|depending|varies|vary|differs?|can cause|common\w*|sometimes|cualquiera|cualquier persona|"
    r"todos|todas|nadie|quien|quienes|"
    r"si(?= \w)(?! ya| su| se)|pacientes|personas|en general|adults|kids|children|men|women|babies|moms|"
    r"dads|walk-?ins)\b"
)
RHETORIC = re.compile(
    r"\b(?:people|folks|everyone|others|readers|anyone|y'all|the public)(?: reading(?: this)?)? (?:should|"
    r"deserve to|need to|must|ought to|might want to) (?:know|see|hear|understand|realize)\b"
)
MODAL = re.compile(
    r"\b(?:you|anyone|they|u|y'all|usted|puede)(?: (?:always|also|both|all))? (?:can|may|could|might|"
    r"should|will be able|are welcome|are invited)\b|\bpuede\b|\bcan be\b"
)
DIRECTION = re.compile(
    r"^\W*(?:(?:and|so|then|also|but|for \w+,?|hi|hello|hey|hi there|yes,?|no,?)\W+)?(?:please|kindly|pls|"
    r"plz|feel free|just|always|never|don't|do not|"
    r"call|dial|text|email|reach|ring|phone|write|contact|message|visit (?:our|the|us at|www)|see (?:our|"
    r"the|your (?:doctor|provider))|check|ask|use|go to|log|download|"
    r"click|stop by the (?:desk|office)|speak|talk (?:to|with)|bring|head to|update|try|note|remember|"
    r"send (?:media|questions|feedback)|apply|sign up|"
    r"register|join (?:us )?(?:for|at|our)|take (?:care|a look|him to|her to|them to)|let (?:us|me) know|"
    r"tell us|share|drop by|walk in|por favor|llame|llamen|marque|marquenos|visite|"
    r"escriba|escribanos|pregunte|consulte|acerquese)\b"
)
DIRECTION_LATER = re.compile(
    r"[,;:-] ?(?:please|kindly|just|so|then|and)? ?(?:call|dial|reach|contact|email|use|check|ask|"
    r"visit (?:our|the)|log)\b|\bplease (?!know|be|accept)\w+|\bwe(?:'d)? (?:suggest|recommend|"
    r"encourage)\b|"
    r"\b(?:best|place|one|person|people) to (?:ask|call|reach|contact)\b|\b(?:ask|call) (?:your|the|our)\b"
)
PRIVATE = re.compile(
    r"\b(?:can't|cannot|can not|can neither|unable to|not able to|aren't able|isn't able|am not able|"
    r"not allowed|aren't allowed|not permitted|doesn't (?:let|allow|permit)|"
    r"don't|do not|won't|will not|never|prevents?|keeps? (?:us|me|our)|prohibits?|forbids?|bars?|limits?|"
    r"restricts?|not something|wouldn't|no longer|rather not|"
    r"refrain|stop us|neither|off limits|no puedo|no podemos|no nos|no me permite|impide|prohibe|"
    r"no compartimos|no hablamos|unanswered|without (?:confirming|saying))\b"
    r"(?:[^.!?;]{0,90}?)\b(?:confirm\w*|deny\w*|discuss\w*|shar(?:e|ing)|say(?:ing)?|comment\w*|"
    r"look(?:ing)? (?:up|anything|into|at)|talk\w*|disclos\w+|respond\w*|speak\w*|access|"
    r"acknowledg\w+|help|check|take (?:requests|questions)|see|give|address|answer\w*|go into|release|tell|"
    r"open|view|pull|use this|reveal|identify|read|respon\w+|"
    r"hablar|confirmar|decir|compartir|abrir|dar|comentar|discutir|contestar|look|handle|do)\b|"
    r"\b(?:privacy|hipaa|privacidad|confidential\w*|out of respect for)\b|\bwho is (?:or|and|who) (?:isn't|"
    r"is not|was)\b|\bwhether (?:any|or not|someone|a|anyone)\b|"
    r"\b(?:can't|cannot|can not) (?:\w+ ){0,2}(?:here|in (?:this|chat|comments|public)|from (?:this|here)|"
    r"online|on (?:this|here|social))\b|"
    r"\b(?:keep|leave) \w+(?: \w+){0,6} (?:off|out of) (?:this|the|here)\b"
)
CRISIS = re.compile(
    r"\b(?:988|911|9-1-1|poison control|1-?800-?222-?1222|crisis (?:line|text|lifeline)|"
    r"suicide (?:prevention )?(?:line|lifeline)|741-?741)\b"
)
WATCHED = (
    *HEALTH_LISTS, "care_noun", "care_place", "care_verb", "record_noun", "bill_noun", "soft_noun", "said_noun", "kin",
)  # fmt: skip
NO_PATIENT = frozenset({Role.WORKFORCE, Role.PUBLIC_FIGURE, Role.AUTHOR, Role.FICTIONAL, Role.HISTORICAL, Role.PET})
SENSITIVE_ROLES = frozenset({"behavioral", "substance_use", "reproductive", "hiv", "hospice", "gender"})
STAFF_NAMED = re.compile(
    r"\b(?i:ask for|call|contact|i'm|i am|im|this is|my name is|would be|our (?:\w+ ){1,3}|nurse|dr|doctor|"
    r"chef|coach|director|manager|supervisor|advocate|ombudsman|volunteer|lead|behalf of|soy|"
    r"with) ?,?\.? ([A-Z][a-z]+)\b|"
    r"\b([A-Z][a-z]+)(?=, (?:our|who|RN|MD|the (?:\w+ )?(?:manager|director|lead|advocate))\b)"
)
# Words that send someone on to those who answer for the organisation.
ROUTED = re.compile(
    r"\b(?:call|reach|contact|email|write to|ring|phone|press office|media (?:requests|questions|"
    r"inquiries)|advocate|patient relations|"
    r"guest relations|ombuds\w+|coordinator|compliance|quality (?:nurse|department|team)|administrator|"
    r"civil rights|board|hotline|line|"
    r"llame|llamen|comuniquese)\b|\b\d{3}-\d{4}\b|@\w"
)
CAPITALISED = re.compile(r"\b[A-Z][a-z]+")
CLAUSE_EDGE = re.compile(r"[.!?;:()\n]| - |--|,|\b(?:but|and (?:we|i|he|she|you|they)|so (?:we|i|he|she|you))\b")
# Words made the way medicine makes them, listed or not.
MEDICAL = re.compile(
    r"\b(?!organism|baptism|racism|optimism|criticism|tourism|mechanism|journalism|activism|volunteerism|"
    r"program|diploma|aroma|telegram|diagram|instagram|monogram|empathy|sympathy|apathy|pilgram|ageism|"
    r"sexism|"
    r"heroism|realism|enthusiasm|sarcasm|capitalism|metabolism|academia|california)\w{3,}(?:itis|osis|emia|"
    r"ectomy|plasty|opathy|algia|carcinoma|melanoma|lymphoma|otomy|oscopy|ogram|igmatism|olism|uria|phobia|"
    r"plegia|pnea|rrhea|statin|cillin|mycin|prazole|oxetine|azepam|olol|sartan|gliptin|glutide|caine|"
    r"profen|cycline|floxacin|traline|zepam|zolam|formin|termine|oxone|codone|morphone|pidem|barbital|"
    r"ciclovir)\b"
)
AMOUNT = re.compile(r"\$ ?\d[\d,]*(?:\.\d\d)?k?\b|\b\d[\d,]* (?:dollars|bucks)\b")
CLOCK = re.compile(
    r"(?<![\d-])(?:[1-9]|1[0-2])(?::[0-5]\d)(?: ?[ap]\.?m\b\.?)?|\b(?:[1-9]|1[0-2]) ?[ap]\.?m\b|"
    r"\bat (?:[1-9]|1[0-2])\b(?! ?(?:%|percent|locations|sites|clinics|am\b))|\bnoon\b|\ba las \d"
)
WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|tues|wed|weds|thu|thurs|fri|sat)\b|lunes|"
    r"martes|miercoles|jueves|viernes|sabado|domingo"
)

MONTHS = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec|"
    r"enero|febrero|marzo|abril|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
DAY = re.compile(
    rf"\b(?:{WEEKDAY})(?!s)\b|\b{MONTHS}\.? \d{{1,2}}\b|\b(?:may) \d{{1,2}}\b|\b\d{{1,2}} de {MONTHS}\b|"
    rf"(?<![\d/])\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?(?![\d/])|"
    r"\b(?:yesterday|last night|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last (?:week|"
    r"month|year|spring|summer|fall|winter|weekend)|that (?:day|night|morning|evening|"
    r"afternoon|week)|the other (?:day|night)|on the \d{1,2}(?:st|nd|rd|th)|\d+ (?:days|weeks|months) ago|"
    r"ayer|anoche|manana|hoy|la semana pasada)\b"
)


def could_be_name(word: str) -> bool:
    """Whether a capitalised word is a name rather than a word."""
    rank = ranks().get(word.lower())
    if rank is None:
        return len(word) > 2 and not word.lower().endswith(("ing", "ed", "ly", "tion", "s"))
    return bool(rank.given or rank.family) and (not rank.word or rank.given > 6)


def is_past(word: str) -> bool:
    """Whether a verb form, standing after its subject, tells of the past."""
    return word in IRREGULAR or (len(word) > 3 and word.endswith("ed") and word not in NOT_VERBS)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a reply; offsets as in its part."""

    start: int
    end: int
    low: str = field(repr=False)
    words: tuple[Word, ...] = field(repr=False)
    general: bool
    private: bool
    directs: bool
    asks: bool

    def general_at(self, start: int, end: int) -> bool:
        """Whether the clause around two offsets holds for anyone, or the sentence states a condition."""
        if not self.general:
            return False
        if CONDITION.search(self.low):
            return True
        first, last = self.clause(start, end)
        text = RHETORIC.sub("", self.low[first - self.start : last - self.start])
        return bool(GENERAL.search(text) or MODAL.search(text))

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """``start:end`` widened to the commas and stops around it (offsets of the part)."""
        first = self.start
        for m in CLAUSE_EDGE.finditer(self.low):
            if self.start + m.end() <= start:
                first = self.start + m.end()
            elif self.start + m.start() >= end:
                return first, self.start + m.start()
        return first, self.end


class Reply:
    """The body of an answer with what it answers."""

    def __init__(self, reading: "Reading") -> None:
        self.reading = reading
        self.part: Part = reading.body
        self.answered = Answered(reading.answered) if reading.answered else None

    @property
    def message(self) -> bool:
        return self.reading.kind is Kind.MESSAGE

    @property
    def rating(self) -> bool:
        return self.reading.kind is Kind.RATING_REPLY

    @property
    def personal(self) -> bool:
        return self.reading.personal

    @cached_property
    def sensitive(self) -> bool:
        """Whether the place of care itself tells a health fact (mental health, addiction, fertility, HIV, hospice)."""
        kinds = self.reading.author.sensitive | set(self.reading.content.organization.sensitive)
        return bool(kinds & SENSITIVE_ROLES)

    @cached_property
    def authorized(self) -> bool:
        """Whether a usable authorization is linked, so that its subject may be told of."""
        facts = self.reading.content.authorization
        return facts is not None and facts.state in PERMITTING and facts.covering

    @cached_property
    def small_talk(self) -> bool:
        """Whether an individual answers without a word of care or health: friends may say "see you"."""
        part = self.part
        return (
            self.personal
            and not self.health
            and not part.has("record_noun", "bill_noun", "care_verb", "care_place", "patient")
        )

    @cached_property
    def about_author(self) -> bool:
        """Whether an individual answers about their own life."""
        return self.personal and self.answered is not None and self.answered.about_author

    @cached_property
    def sentences(self) -> list[Sentence]:
        found = []
        words = self.part.words
        at = 0
        for start, end in self.part.sentences:
            while at < len(words) and words[at].end <= start:
                at += 1
            last = at
            while last < len(words) and words[last].start < end:
                last += 1
            found.append(sentence_of(self.part.low, start, end, tuple(words[at:last])))
            at = last
        return found

    @cached_property
    def crisis(self) -> bool:
        return bool(CRISIS.search(self.part.low))

    @cached_property
    def private(self) -> bool:
        """Whether some sentence says that nothing can be said."""
        return any(s.private for s in self.sentences)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence around an offset; the one before where none is around it."""
        if not self.sentences:
            return sentence_of(self.part.low, 0, len(self.part.low), tuple(self.part.words))
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def may_name(self) -> bool:
        """Whether a capitalised word in it could be a name."""
        return any(could_be_name(m[0]) for m in CAPITALISED.finditer(self.part.text))

    @cached_property
    def staff(self) -> frozenset[str]:
        """Names, in lower case, of those who work here as far as the texts tell."""
        known = {w for name in self.reading.content.organization.staff for w in name.lower().replace(",", " ").split()}
        if self.answered:
            known.update(self.answered.names("staff"))
        if self.may_name:
            known.update((m[1] or m[2]).lower() for m in STAFF_NAMED.finditer(self.part.text))
        return frozenset(known)

    @cached_property
    def cues(self) -> list[Cue]:
        """Words of health, care, money, records and kin, and of what one says, in reading order."""
        return self.part.cues(*WATCHED)

    @cached_property
    def _cue_starts(self) -> list[int]:
        return [c.start for c in self.cues]

    def cues_in(self, start: int, end: int) -> list[Cue]:
        """Those that begin between two offsets."""
        return self.cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    @cached_property
    def health(self) -> bool:
        """Whether a word of illness, treatment, medicine or body stands anywhere."""
        return self.part.has(*HEALTH_LISTS)

    @cached_property
    def no_patients(self) -> frozenset[str]:
        """Names, in lower case, of those the reply itself shows to be staff, public, invented or pets."""
        people = [p for p in self.reading.people if p.part == self.part.name and p.role in NO_PATIENT]
        return self.staff | {word for p in people for word in p.name.lower().split()}

    def health_in(self, start: int, end: int) -> str:
        """The first health word between two offsets, or ""."""
        if end <= start:
            return ""
        found = next((c.phrase for c in self.cues_in(start, end) if c.category in HEALTH_LISTS), "")
        if not found and (m := MEDICAL.search(self.part.low, start, end)):
            found = m[0]
        return found


def sentence_of(low: str, start: int, end: int, words: tuple[Word, ...]) -> Sentence:
    text = low[start:end]
    return Sentence(
        start=start,
        end=end,
        low=text,
        words=words,
        general=bool(GENERAL.search(RHETORIC.sub("", text)) or MODAL.search(text)),
        private=bool(PRIVATE.search(text)),
        directs=bool(DIRECTION.search(text) or DIRECTION_LATER.search(text)),
        asks=text.rstrip("\"') ").endswith("?"),
    )

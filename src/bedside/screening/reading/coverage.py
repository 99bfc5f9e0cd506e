"""Whether a text features an individual, and how far a linked authorization goes with it."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bedside.core.authorizations import Decision, Situation, decide
from bedside.core.content import Account, Kind
from bedside.core.terms import CHANNEL, SOCIAL, Terms, day_of, terms_of
from bedside.core.terms import DATE as WRITTEN_DATE
from bedside.screening.reading import genre
from bedside.screening.reading.facts import Fact, facts_of
from bedside.screening.reading.roles import Role

if TYPE_CHECKING:
    from bedside.screening.reading.people import Person
    from bedside.screening.reading.reading import Part, Reading

CARE = frozenset(["condition", "procedure", "drug", "care", "outcome", "measure"])
QUOTE = re.compile(r"(?<!\w)\"[^\"\n]{6,300}\"|(?<![\w'])'[^'\n]{6,200}'(?!\w)")
HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{2,29}")
# What an exclusion in a note rules out, in facts that the text can show.
EXCLUSION_KINDS = (
    (re.compile(r"photo|picture|image|video|face|foto", re.I), ("image",)),
    (re.compile(r"\blab|value|weight|number|result", re.I), ("measure",)),
    (re.compile(r"unit|room|ward|floor|department", re.I), ("care_place", "room")),
    (re.compile(r"diagnos|condition|illness|medical|health|disease|dx\b", re.I), ("condition", "procedure", "drug")),
    (re.compile(r"\bage\b|birthday", re.I), ("age",)),
    (re.compile(r"\bdate|month|day\b|sobriety date|how long", re.I), ("time_exact",)),
    (re.compile(r"town|city|location|place|where|address|hometown", re.I), ("place",)),
    (re.compile(r"\bjob|employer|occupation|work\b|trade", re.I), ("occupation",)),
    (re.compile(r"famil|relative|spouse|wife|husband|child|kids|parents", re.I), ("relation",)),
    (re.compile(r"cause|accident|crash|how it happened", re.I), ("event",)),
)
CLAIMS = re.compile(
    r"\b(?:with (?:his|her|their|the family's|written)? ?(?:permission|consent|blessing)|consent (?:is )?on file|form(?:'s| is)? on file|"
    r"(?:he|she|they) said (?:we|i) (?:could|can)|shared with permission|gave (?:us )?(?:permission|consent|the green light)|"
    r"asked us to (?:share|tell)|wants you to know|con (?:su )?permiso)\b"
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row of the authorization table that words point to, and where."""

    code: str
    part: str
    start: int
    end: int
    label: str


def features_individual(reading: "Reading") -> bool:
    """Whether an official post or story puts a person in care in the picture.

    A linked authorization says so by itself. A story does with any one person who is not staff;
    a post does when someone singular is tied to care.
    """
    if reading.content.account is not Account.OFFICIAL or reading.kind not in {Kind.POST, Kind.STORY}:
        return False
    if reading.content.authorization is not None:
        return True
    if reading.kind is Kind.STORY:
        people = reading.told_names or any(p.shows == "people" for _, p in reading.pictures)
        if not people and not any(t.clinical or t.names_more_than_someone for t in reading.tellings):
            return False
        return not tells_of_work(reading)
    if any(p.shows == "people" and not genre.FICTION.search(part.low) for part, p in reading.pictures):
        return True
    return any(t.clinical and t.score >= 1.0 for t in reading.tellings) or bool(
        reading.told_names
        and any(part.has("condition", "procedure", "care_verb", "outcome", "drug") for part in reading)
    )


WORK = re.compile(
    r"\b(?:retir(?:es?|ed|ing)|(?:years|yrs) (?:in|at|on|of|with|behind) (?:this|our|the|her|his|us|service)|"
    r"has (?:run|fed|worked|inspected|served|kept|cooked|volunteered|cleaned|answered|driven|greeted|been (?:our|with us|here))|"
    r"opened this|founded|our (?:founder|cook|chef|plumber|gardener|baker|barista|electrician|carpenter|librarian|artist in residence|organist|pianist|tailor|mail carrier|"
    r"overnight \w+|volunteer\w*|facilities|security)|security chief|work anniversary|joins? (?:our|the) team|new hire|employee of|facilities|gift shop|kitchen)\b"
)


def tells_of_work(reading: "Reading") -> bool:
    """Whether a story is about someone's work here and tells nothing of health."""
    return bool(WORK.search(reading.body.low)) and not reading.body.has(
        "condition", "procedure", "drug", "outcome", "patient"
    )


def only_a_glimpse(reading: "Reading") -> Iterator[tuple["Part", int, int, str]]:
    """In a story of nobody in particular: a quotation without a name, a body part, a specimen."""
    for part, picture in reading.pictures:
        if picture.shows in {"body", "specimen"}:
            yield part, picture.start, picture.end, "image"
    if reading.kind is Kind.STORY:
        for m in QUOTE.finditer(reading.body.text):
            if re.search(r"\b(?:i|my|me|i'm|i've)\b", m[0].lower()):
                yield reading.body, *m.span(), "quote"


def decision_of(reading: "Reading", troubles: Iterable[Trouble]) -> Decision:
    """The table's answer for a content that features an individual."""
    content = reading.content
    return decide(
        content.authorization,
        Situation(
            on=content.publish_at.date() if content.publish_at else None,
            channel=content.channel,
            text_digest=hashlib.sha256(content.body.encode()).hexdigest(),
            troubles=tuple(sorted({t.code for t in troubles})),
        ),
    )


def troubles_of(reading: "Reading") -> tuple[Trouble, ...]:
    """What the terms of a linked authorization and the words together point to."""
    facts = reading.content.authorization
    if facts is None or not features_individual(reading):
        return ()
    terms = terms_of(facts.note)
    body = reading.body
    everything = facts_of(body.text, body.low, body.cue_map)
    found = [
        *warned(reading, terms),
        *too_late(reading, terms),
        *elsewhere(reading, terms),
        *ruled_out(reading, terms, everything),
        *beyond_the_list(reading, terms, everything),
        *second_persons(reading, terms),
        *pictured(reading),
    ]
    return tuple(found)


def whole(reading: "Reading", code: str, label: str = "scope_gap") -> Trouble:
    place = reading.body.whole()
    return Trouble(code, "body", place.start, place.end, label)


def warned(reading: "Reading", terms: Terms) -> Iterator[Trouble]:
    for code in terms.warnings:
        yield whole(reading, code)


def too_late(reading: "Reading", terms: Terms) -> Iterator[Trouble]:
    """The end that the note names lies before the day of publishing, as far as either is known."""
    content = reading.content
    on = content.publish_at.date() if content.publish_at else terms.scheduled
    if on is None and (m := re.search(r"\bscheduled:? ", content.body, re.I)):
        written = WRITTEN_DATE.search(content.body, m.end(), m.end() + 24)
        on = day_of(written) if written else None
    if terms.ends_first or (on and terms.until and on > terms.until):
        yield whole(reading, "AUTH_EXPIRED", "date_time")


def elsewhere(reading: "Reading", terms: Terms) -> Iterator[Trouble]:
    """The text says that it goes to a channel the note does not list."""
    if not terms.channels:
        return
    named = {reading.content.channel.lower()} if reading.content.channel else set()
    text = reading.body.text
    for name, pattern in CHANNEL.items():
        if name in terms.channels or name in {"print", "website", "newsletter", "internal"}:
            continue
        m = pattern.search(text)
        if (
            m
            and (name in SOCIAL or name in {"substack", "podcast"})
            and (
                terms.only
                or re.search(
                    r"\b(?:on|to|our|for|public|scheduled|posting|from|cross-?post\w*)\b[^.]{0,20}$",
                    text[: m.start()],
                    re.I,
                )
            )
        ):
            yield Trouble("CHANNEL_OUT_OF_SCOPE", "body", *m.span(), "scope_gap")
    if named and not named & terms.channels:
        yield whole(reading, "CHANNEL_OUT_OF_SCOPE")
    if terms.channels == {"internal"} and not CHANNEL["internal"].search(text):
        yield whole(reading, "CHANNEL_OUT_OF_SCOPE")


def ruled_out(reading: "Reading", terms: Terms, facts: list[Fact]) -> Iterator[Trouble]:
    """Facts in the text that the note rules out in so many words."""
    for clause in terms.excludes:
        kinds = {k for pattern, names in EXCLUSION_KINDS if pattern.search(clause) for k in names}
        for fact in facts:
            if fact.kind in kinds:
                yield Trouble("SCOPE_EXCEEDED", "body", fact.start, fact.end, "scope_gap")
        if "image" in kinds:
            for part, picture in reading.pictures:
                if picture.shows in {"people", "body"}:
                    yield Trouble("SCOPE_EXCEEDED", part.name, picture.start, picture.end, "scope_gap")
        yield from same_words(reading, clause, " ".join(terms.names).lower())


COMMON = frozenset(
    "their there which would other named about after before where these those photo photos picture pictures covers name names".split()
)


def same_words(reading: "Reading", clause: str, names: str) -> Iterator[Trouble]:
    """Words of the exclusion that stand in the text themselves ("his divorce")."""
    wanted = {w[:6] for w in re.findall(r"[a-z]{5,}", clause.lower()) if w not in COMMON and w not in names}
    for word in reading.body.words:
        if len(word.low) >= 5 and word.low[:6] in wanted:
            yield Trouble("SCOPE_EXCEEDED", "body", word.start, word.end, "scope_gap")


def beyond_the_list(reading: "Reading", terms: Terms, facts: list[Fact]) -> Iterator[Trouble]:
    """Exact ages, dates and towns that a list of covered facts leaves out."""
    covers = terms.covers | set(reading.content.authorization.covers if reading.content.authorization else ())
    if not covers & {"name", "image", "condition", "age", "quote", "face", "diagnosis", "procedure"} or terms.broad:
        return
    for fact in facts:
        if (
            fact.kind == "age" and "age" not in covers and re.search(r"\d", reading.body.low[fact.start : fact.end])
        ) or (
            fact.kind == "time_exact"
            and "date" not in covers
            and re.search(r"\d", reading.body.low[fact.start : fact.end])
        ):
            yield Trouble("SCOPE_EXCEEDED", "body", fact.start, fact.end, "scope_gap")
    if not covers & {"place", "town", "location"}:
        note = reading.content.authorization.note.lower() if reading.content.authorization else ""
        own = " ".join(reading.content.organization.addresses).lower()
        people = [(p.start, p.end) for p in reading.people if p.part == "body"]
        for place in reading.body.places:
            if any(start < place.end and place.start < end for start, end in people):
                continue  # "Ada" and "Florence" are towns as well
            named = reading.body.low[place.start : place.end].split(",")[0]
            if place.kind in HOME and named not in note and named not in own:
                yield Trouble("SCOPE_EXCEEDED", "body", place.start, place.end, "scope_gap")
    if "image" not in covers and "face" not in covers:
        for part, picture in reading.pictures:
            if picture.shows == "people":
                yield Trouble("SCOPE_EXCEEDED", part.name, picture.start, picture.end, "scope_gap")
    for m in HANDLE.finditer(reading.body.text):
        if not re.search(
            r"tag|handle|account|@", reading.content.authorization.note if reading.content.authorization else "", re.I
        ):
            yield Trouble("SCOPE_DOUBTFUL", "body", *m.span(), "contact")


HOME = frozenset(
    {"city", "county", "street", "zip"}
)  # places that tell where somebody lives; a place of care is our own


def second_persons(reading: "Reading", terms: Terms) -> Iterator[Trouble]:
    """Named people in care other than the one who signed.

    Where the note names the person, others are those it does not name. Where it names only a
    signer ("daughter Wanda") or nobody, the first one told about is taken to be the person.
    """
    facts = reading.content.authorization
    if terms.several or facts is None:
        return
    signers = {n.lower() for n in terms.signers}
    subject = " ".join(n for n in (*terms.names, *facts.persons) if n.lower() not in signers).lower()
    names = [p for p in reading.told_names if p.part == "body" and p.role in {Role.TOLD_ABOUT, Role.RELATIVE}]
    strangers = [p for p in names if not shares_a_name(p.name, " ".join((subject, *signers)))]
    matched = subject and any(shares_a_name(p.name, subject) for p in names)
    for person in strangers if matched else others_than_first(strangers):
        yield Trouble("SECOND_PERSON", person.part, person.start, person.end, "name")


def others_than_first(names: "list[Person]") -> "list[Person]":
    """All but the first person, whose later mentions repeat a part of the name."""
    return [p for p in names[1:] if not shares_a_name(p.name, names[0].name)]


def shares_a_name(name: str, known: str) -> bool:
    """Whether two names have a word in common, titles and possessives aside."""
    one, other = ({w.removesuffix("'s") for w in WORD_OF_NAME.findall(n.lower())} - TITLES for n in (name, known))
    return bool(one & other)


WORD_OF_NAME = re.compile(r"[^\W\d_][\w'-]+")
TITLES = frozenset("mr mrs ms miss dr coach sgt don dona baby little mister corporal chief judge officer".split())


def pictured(reading: "Reading") -> Iterator[Trouble]:
    for part, picture in reading.pictures:
        if picture.shows == "data":
            yield Trouble("SECOND_PERSON", part.name, picture.start, picture.end, "image")


def told_places(reading: "Reading") -> Iterator[tuple["Part", int, int, str]]:
    """Where the text shows the person: names, pictures, and the facts told of them."""
    for person in reading.told_names:
        yield reading.part(person.part), person.start, person.end, "name"
    for part, picture in reading.pictures:
        if picture.shows == "people":
            yield part, picture.start, picture.end, "image"
    for telling in reading.tellings:
        for fact in telling.facts:
            yield reading.part(telling.part), fact.start, fact.end, fact.label
    if reading.told_names and not reading.tellings:
        for fact in facts_of(reading.body.text, reading.body.low, reading.body.cue_map):
            if fact.kind in CARE:
                yield reading.body, fact.start, fact.end, fact.label

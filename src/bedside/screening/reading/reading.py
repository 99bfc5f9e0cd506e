"""What rules look at: the parts of a content and what they say about whom."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bedside.core.authorizations import Decision
from bedside.core.content import Account, Content, Kind
from bedside.core.findings import Guideline, Severity
from bedside.core.policies import Term
from bedside.screening.reading import words as w
from bedside.screening.reading.advice import Advice, advice_of
from bedside.screening.reading.agreed import names_agreed
from bedside.screening.reading.author import Author, author_of
from bedside.screening.reading.candidates import Candidate, resolved
from bedside.screening.reading.contacts import contacts_of
from bedside.screening.reading.coverage import Trouble, decision_of, features_individual, troubles_of
from bedside.screening.reading.genre import FICTION, is_long_ago
from bedside.screening.reading.lazy import cached_property
from bedside.screening.reading.learned.encoding import context_of
from bedside.screening.reading.learned.inference import Belief, Model
from bedside.screening.reading.links import Link, links_of
from bedside.screening.reading.naming import Name, names_of
from bedside.screening.reading.numbers import numbers_of
from bedside.screening.reading.owners import Owned, owned_contacts
from bedside.screening.reading.people import Person, people_of, roster_of
from bedside.screening.reading.pictures import Picture, picture_at
from bedside.screening.reading.places import Locality, places_of
from bedside.screening.reading.presuppositions import Presupposition, presuppositions_of
from bedside.screening.reading.roles import Role
from bedside.screening.reading.stance import Stance
from bedside.screening.reading.subjects import Telling, telling_of, thread_telling_of
from bedside.screening.reading.text import LEAST_SAID, SAID, Text, normalise, with_spoken_digits, without_masks
from bedside.screening.reading.tied import is_about_someone
from bedside.screening.reading.times import Time, times_of

OWN_STORY = re.compile(
    r"\b(?:my (?:own )?(?:\w+ )?(?:son|daughter|kids?|baby|mom|mother|dad|father|wife|husband|sister|brother|nephew|niece|grand\w+|family|"
    r"dog|cat|pup\w*|desk|locker|lunch|shoes|scrubs|car|face|arm|leg|elbow|knee|foot|hand|x-?ray)|abuel[oa]|myself|me and my|of (?:me|us))\b"
)
# A page of care that speaks of "Miss Opal" speaks of someone in care, unless grammar says otherwise.
COURTESY = re.compile(r"(?:mr|mrs|ms|miss|sister|brother)\.? ", re.I)
TOLD = frozenset([Role.TOLD_ABOUT, Role.RELATIVE])
PICTURE = re.compile(r"\[([^\[\]]{2,400})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a rule found something: code points of the original of ``part``.

    ``label``, ``message``, ``advice`` and ``believed`` replace or add to what the rule says of
    all its findings; ``replacement`` is wording for this very place ("" takes it out).
    ``severity``, ``provision`` and ``guidelines`` stand in for the rule's where each place has its own, as with an
    organisation's own words.
    """

    part: str
    start: int
    end: int
    label: str | None = None
    message: str | None = None
    advice: str | None = None
    replacement: str | None = field(default=None, repr=False)
    believed: str | None = field(default=None, repr=False)
    severity: Severity | None = None
    provision: str | None = None
    guidelines: tuple[Guideline, ...] | None = None


class Part:
    """One stretch of text (the body, an alt text, an earlier post) with its words and cues.

    Patterns match ``low`` (plain, lower case) or ``text`` (plain, case kept); both have the
    same offsets, and `place` turns those into offsets of the original.
    """

    def __init__(self, name: str, raw: str, *, model: Model | None = None, context: str = "") -> None:
        self.name = name
        self.model = model
        self.context = context
        self.plain = normalise(raw)
        self.raw = raw
        self.text = self.plain.text
        self.low = self.plain.low

    @cached_property
    def words(self) -> list[w.Word]:
        return w.words_of(self.low)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return w.sentences_of(self.low)

    @cached_property
    def _cues(self) -> dict[str, list[w.Cue]]:
        return w.cues_of(self.low, self.words, w.lexicon())

    def cues(self, *categories: str) -> list[w.Cue]:
        """Phrases of these word lists, in reading order."""
        if len(categories) == 1:
            return self._cues.get(categories[0], [])
        return sorted((c for k in categories for c in self._cues.get(k, [])), key=lambda c: (c.start, c.end))

    def has_within(self, start: int, end: int, *categories: str) -> bool:
        """Whether a phrase of these word lists starts in ``start:end``."""
        for category in categories:
            cues = self._cues.get(category, [])
            at = bisect_left(cues, start, key=lambda c: c.start)
            if at < len(cues) and cues[at].start < end:
                return True
        return False

    @property
    def cue_map(self) -> dict[str, list[w.Cue]]:
        """All cues by their word list."""
        return self._cues

    def has(self, *categories: str) -> bool:
        return any(k in self._cues for k in categories)

    @cached_property
    def spoken(self) -> Text:
        """The view in which spaced and spelled-out digits read as numbers."""
        digits = sum(word[2] in SAID or (len(word[2]) == 1 and word[2].isdigit()) for word in self.words)
        return with_spoken_digits(self.plain) if digits >= LEAST_SAID else self.plain

    @cached_property
    def contacts(self) -> list[Candidate]:
        """Telephone numbers, addresses and pages that may be someone's."""
        return contacts_of(self)

    @cached_property
    def belief(self) -> Belief | None:
        """What the learned reader makes of it; None where there is no reader, or nothing to read."""
        if self.model is None or not self.words:
            return None
        return self.model.believe(self.text, self.context, self.sentences)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Where names of people stand, or may stand."""
        found = names_of(self)
        return found if self.belief is None else names_agreed(found, self.belief.names, self)

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Days, months of a year, and ages over 89."""
        return times_of(self)

    @cached_property
    def about_someone(self) -> bool:
        """Whether it speaks of one person and of that person's care (`tied.is_about_someone`)."""
        return is_about_someone(self)

    @cached_property
    def places(self) -> tuple[Locality, ...]:
        """Places smaller than a State."""
        return places_of(self)

    @cached_property
    def numbers(self) -> list[Candidate]:
        """Numbers and codes that may be given to one person."""
        return numbers_of(self)

    @cached_property
    def identified(self) -> list[Candidate]:
        """Contacts and numbers that may identify someone, in reading order and without overlaps."""
        return resolved([*self.contacts, *self.numbers], self.plain)

    @cached_property
    def unmasked(self) -> Text:
        """The view in which disguised words ("1d10t") read as words."""
        return without_masks(self.plain)

    @cached_property
    def pictures(self) -> list[tuple[int, int]]:
        """Inner spans of descriptions in [square brackets]."""
        return [m.span(1) for m in PICTURE.finditer(self.text)]

    @cached_property
    def links(self) -> list[Link]:
        """Links, at offsets of ``raw``."""
        return links_of(self.raw)

    @cached_property
    def long_ago(self) -> bool:
        """Whether it tells of a time more than fifty years back and of no later year."""
        return is_long_ago(self.low)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_number(self, offset: int) -> int:
        """Which sentence an offset of ``text`` lies in or right behind; 0 for the first."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence around an offset of ``text``."""
        if not self.sentences:
            return 0, len(self.text)
        return self.sentences[self.sentence_number(offset)]

    def place(
        self,
        start: int,
        end: int,
        *,
        view: Text | None = None,
        label: str | None = None,
        message: str | None = None,
        advice: str | None = None,
        replacement: str | None = None,
        believed: str | None = None,
        severity: Severity | None = None,
        provision: str | None = None,
        guidelines: tuple[Guideline, ...] | None = None,
    ) -> Place:
        """A place in the original for ``start:end`` of ``text`` (or of another view of it)."""
        text = view or self.plain
        while start < end and text.text[start].isspace():
            start += 1
        while end > start and text.text[end - 1].isspace():
            end -= 1
        first, last = text.span(start, end)
        return Place(
            part=self.name, start=first, end=last, label=label, message=message, advice=advice,
            replacement=replacement, believed=believed, severity=severity, provision=provision, guidelines=guidelines,
        )  # fmt: skip

    def whole(self, **more: Any) -> Place:
        """The whole part, for what is missing rather than said."""
        start, end = (self.sentences[0][0], self.sentences[-1][1]) if self.sentences else (0, len(self.text))
        return self.place(start, end, **more)


class Reading:
    """A content taken apart once. Iterating gives the parts that are judged: body and alt texts."""

    def __init__(
        self,
        content: Content,
        *,
        scales: Mapping[str, Mapping[str, float]],
        terms: tuple[Term, ...] = (),
        model: Model | None = None,
        like: "Reading | None" = None,
    ) -> None:
        self.content = content
        self.scales = scales
        self.terms = terms
        context = context_of(content.kind, content.account, content.author_role, content.in_reply_to)
        self._before = like.parts if like else ()
        self.body = self._part("body", content.body, model, context)
        self.alt_texts = tuple(
            self._part(f"alt_texts[{i}]", t, model, context) for i, t in enumerate(content.alt_texts) if t.strip()
        )
        self.thread = tuple(self._part(f"thread[{i}]", t) for i, t in enumerate(content.thread))

    def __iter__(self) -> Iterator[Part]:
        yield self.body
        yield from self.alt_texts

    def _part(self, name: str, raw: str, model: Model | None = None, context: str = "") -> Part:
        """A part, with what was found in it before where a like reading had the same one."""
        same = (p for p in self._before if (p.name, p.raw, p.model, p.context) == (name, raw, model, context))
        return next(same, None) or Part(name, raw, model=model, context=context)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part that was looked at: what is judged, the thread, and what is answered."""
        return (*self, *self.thread, *((self.answered,) if self.answered else ()))

    @cached_property
    def answered(self) -> Part | None:
        """What the content answers; context only, never judged."""
        return self._part("in_reply_to", self.content.in_reply_to) if self.content.in_reply_to else None

    @cached_property
    def beliefs(self) -> dict[str, Belief]:
        """What the learned reader makes of each part; empty where there is none."""
        return {part.name: part.belief for part in self if part.belief is not None}

    @cached_property
    def author(self) -> Author:
        return author_of(self.content.author_role, personal=self.personal)

    def part(self, name: str) -> Part:
        """The part of this name; the body where there is none."""
        return next((p for p in (*self, *self.thread) if p.name == name), self.body)

    @cached_property
    def pictures(self) -> tuple[tuple[Part, Picture], ...]:
        """Pictures described in [square brackets], and what each shows."""
        return tuple((part, picture_at(part.low, *span)) for part in self for span in part.pictures)

    @cached_property
    def _hidden(self) -> dict[str, tuple[list[int], list[int]]]:
        found: dict[str, tuple[list[int], list[int]]] = {}
        for part, picture in self.pictures:
            if picture.shows != "people":
                starts, ends = found.setdefault(part.name, ([], []))
                starts.append(picture.start)
                ends.append(picture.end)
        return found

    def hides(self, part: Part, offset: int) -> bool:
        """Whether an offset lies in the description of a picture that shows nobody."""
        starts, ends = self._hidden.get(part.name, ([], []))
        at = bisect_right(starts, offset) - 1
        return at >= 0 and offset < ends[at]

    @cached_property
    def owned_contacts(self) -> tuple[Owned, ...]:
        """Telephone numbers, mailboxes and personal pages, and whose each is."""
        return owned_contacts(self)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everyone named, with what each is to the telling."""
        return people_of(self)

    @cached_property
    def roster(self) -> frozenset[frozenset[str]]:
        """The words of every name on the organisation's roster of staff."""
        return roster_of(self.content.organization.staff)

    @cached_property
    def told_names(self) -> tuple[Person, ...]:
        """People named who are told about, or may be: neither staff nor public, invented or kin."""
        if FICTION.search(self.body.low) or self.body.long_ago:
            return ()
        return tuple(p for p in self.people if p.role in TOLD or (p.role is Role.UNKNOWN and self._may_be_told(p)))

    def _may_be_told(self, person: Person) -> bool:
        """Whether a page of care speaks of someone in care when nothing near says who it is."""
        return self.kind is Kind.STORY or (not self.personal and COURTESY.match(person.name) is not None)

    @cached_property
    def features_individual(self) -> bool:
        """Whether an official post or story puts a person in care in the picture."""
        return features_individual(self)

    @property
    def authorized(self) -> bool:
        """Whether a linked authorization is in force, so that its own rules judge what is told."""
        facts = self.content.authorization
        return facts is not None and facts.permits and facts.covering and not self.personal

    @cached_property
    def troubles(self) -> tuple[Trouble, ...]:
        """What the terms of a linked authorization and the words together point to."""
        return troubles_of(self)

    @cached_property
    def decision(self) -> Decision:
        """What the authorization table answers, for content that features an individual."""
        return decision_of(self, self.troubles)

    @cached_property
    def tells_of_own_kin(self) -> bool:
        """Whether a personal text tells of the author or the author's family, and of nobody in care."""
        return self.personal and bool(OWN_STORY.search(self.body.low)) and not self.tellings

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """What each part tells of people in care."""
        points = self.scales.get("indirect", {})
        return tuple(t for part in self if (t := telling_of(part, self, points)))

    @cached_property
    def stance(self) -> Stance:
        """How it stands towards people: what stings, at whom, and whether the talk is protected."""
        return Stance(self)

    @cached_property
    def advice(self) -> list[Advice]:
        """Advice on someone's own health in a personal text or an answer."""
        return advice_of(self)

    @cached_property
    def presuppositions(self) -> list[Presupposition]:
        """What a reply takes for granted about its reader or a third person; none for posts and stories."""
        return presuppositions_of(self)

    @cached_property
    def thread_telling(self) -> tuple[Telling, Part, int] | None:
        """What thread and post tell together, the two as one part, and where the post starts in it."""
        return thread_telling_of(self, self.scales.get("indirect", {}))

    @property
    def personal(self) -> bool:
        return self.content.account is Account.PERSONAL

    @property
    def kind(self) -> Kind:
        return self.content.kind


def read(
    content: Content,
    *,
    scales: Mapping[str, Mapping[str, float]],
    terms: tuple[Term, ...] = (),
    model: Model | None = None,
    like: Reading | None = None,
) -> Reading:
    """Take a content apart.

    Args:
        content: the draft.
        scales, terms: of the policy.
        model: the learned reader, or None for lists and grammar alone.
        like: a reading of almost the same; its parts are taken over where they have the same words and context.
    """
    return Reading(content, scales=scales, terms=terms, model=model, like=like)

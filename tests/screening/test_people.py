"""Names are found wherever they stand, and everyone named has the right role."""

import pathlib
import re
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside import Account, Content, Kind, Organization
from bedside.policies import load_policy
from bedside.screening.reading import Part, Reading, read
from bedside.screening.reading.naming import SURE
from bedside.screening.reading.people import Person, Role

POSTS = pathlib.Path(__file__).parents[2] / "training/people.txt"
MARK = re.compile(r"\{\{(\w+)\|(.+?)\}\}")
SCALES = load_policy().scales


@dataclass(frozen=True)
class Post:
    """One line of people.txt: a content, and who is named in it."""

    content: Content
    named: tuple[tuple[int, int, str], ...]


def posts() -> list[Post]:
    found = []
    for line in POSTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        where, role, *rest = line.split(" | ")
        kind, account = where.split()
        to = MARK.sub(lambda m: m[2], rest[0].removeprefix("TO:")) if len(rest) > 1 else None
        text, named = unmarked(rest[-1])
        found.append(
            Post(
                Content(body=text, kind=Kind(kind), account=Account(account), author_role=role, in_reply_to=to),
                tuple(named),
            )
        )
    return found


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, named, at = "", [], 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        named.append((len(text), len(text) + len(m[2]), m[1]))
        text += m[2]
        at = m.end()
    return text + marked[at:], named


def reading(body: str, **more: object) -> Reading:
    return read(Content(body=body, **more), scales=SCALES)  # type: ignore[arg-type]


def people(body: str, **more: object) -> tuple[Person, ...]:
    return reading(body, **more).people


def roles(body: str, **more: object) -> dict[str, Role]:
    return {p.name: p.role for p in people(body, **more)}


def touching(found: tuple[Person, ...], start: int, end: int) -> list[Person]:
    return [p for p in found if p.start < end and start < p.end]


def test_nearly_everyone_in_our_own_posts_is_found_in_the_right_role() -> None:
    found = right = total = 0
    for post in posts():
        there = read(post.content, scales=SCALES).people
        for start, end, role in post.named:
            if post.content.body[start] != "@":
                total += 1
                near = touching(there, start, end)
                found += bool(near)
                right += any(p.role.name.lower() == role for p in near)
    assert found / total >= 0.95
    assert right / total >= 0.9


def test_hardly_any_other_word_of_our_own_posts_is_taken_for_a_name() -> None:
    others = sum(
        not any(p.start < end and start < p.end for start, end, _ in post.named)
        for post in posts()
        for p in read(post.content, scales=SCALES).people
    )
    assert others <= 6


def test_one_name_has_one_role_on_a_page() -> None:
    told = people("Meet Zofia Brandt, our patient for 90 days. Zofia went home on Friday!")

    assert [p.role for p in told] == [Role.TOLD_ABOUT, Role.TOLD_ABOUT]


def test_staff_on_the_roster_are_staff_without_any_other_sign() -> None:
    house = Organization(staff=("Grace Foley, RN", "Dr. Omar Haddad"), known=True)

    assert roles("Grace Foley made us all cry today.", organization=house) == {"Grace Foley": Role.WORKFORCE}
    assert roles("Dr. Haddad made us all cry today.", organization=house) == {"Dr. Haddad": Role.WORKFORCE}


def test_staff_who_are_told_about_as_patients_are_patients() -> None:
    told = roles("Our own Kayla Brandt from billing had her gallbladder surgery on Monday.")

    assert told == {"Kayla Brandt": Role.TOLD_ABOUT}


@pytest.mark.parametrize(
    "body",
    [
        "A talk on Parkinson's and Crohn's disease, Foley Street, May 3.",
        "Hashimoto's, Graves' and Addison's: three words you may hear.",
        "St. Mary's Hospital and Halloway Regional share a booth at Franklin Park.",
        "Hope, faith and grace: will you join us this May?",
        "Mark your calendars! Rose Lane is closed on Monday.",
        "Take Tylenol or Advil, not both. Ask at Walgreens.",
        "Por favor llame al (555) 201-0134.",
        "Visit us in Charlotte, Madison and Jackson.",
    ],
)
def test_illnesses_places_brands_and_words_are_nobody(body: str) -> None:
    assert people(body) == ()


def test_a_name_in_a_hashtag_is_a_name() -> None:
    assert roles("#PrayForElias He goes into surgery at noon.") == {"Elias": Role.TOLD_ABOUT}


def test_a_name_as_charts_write_it_is_one_name() -> None:
    (found,) = people("[screenshot: PELLETIER, ANNIKA, ward list] Tip of the week!")

    assert found.name == "PELLETIER, ANNIKA"


def test_initials_stand_for_a_name_and_say_so() -> None:
    (found,) = people("Our Ms. K. beat sepsis twice this year!")

    assert found.role is Role.TOLD_ABOUT
    assert not found.named


def test_an_accent_written_either_way_makes_no_difference() -> None:
    composed = unicodedata.normalize("NFC", "María José Núñez rang the bell!")
    apart = unicodedata.normalize("NFD", composed)

    assert [p.name for p in people(composed)] == [p.name for p in people(apart)] == ["Maria Jose Nunez"]


WORDS = st.sampled_from(
    "Dr. Mr Maria López O'Brien van der Berg patient rang the bell RN #PrayForKim @ana DOE, JANE J.R. Grace will "
    "St. Mary's in Texas , . ! ? \n [photo: \u200b \u0301 é ’s 94 (5) ICU Nurse welcome".split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_names_and_people_stand_inside_the_text_and_never_fail(body: str) -> None:
    part = Part("body", body)
    last = 0
    for name in part.names:
        assert last <= name.start < name.end <= len(part.text)
        last = name.end
    for kind in (Kind.STORY, Kind.RATING_REPLY):
        for person in reading(body, kind=kind, in_reply_to="my son loves Maria").people:
            assert 0 <= person.start < person.end <= len(part.text)
            assert person.why


@given(st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_composed_and_decomposed_spellings_have_the_same_names(body: str) -> None:
    spelled = (unicodedata.normalize(form, body) for form in ("NFC", "NFD"))
    one, other = ([(n.text, n.points) for n in Part("body", text).names if n.points >= SURE] for text in spelled)

    assert one == other

"""Names that are told for another reason than care, by the role that the reading gave each."""

from collections.abc import Callable, Iterator

from bedside.core.content import Kind
from bedside.screening.fine.reason import Reason
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.people import Person, Role

ON_ROSTER = "on the roster of staff"
BY_TITLE = frozenset({"credentials follow the name", "a professional title"})
BY_READER = "the learned reader is"  # how sure it is follows
MADE_OR_LED = "someone who made, gave or led something"
CALLED_ANIMAL = frozenset({"called an animal", "an animal is told about"})
OWN_NAME = "the author's own name"


MOST_WORDS = 4  # longer runs of words are seldom a name


def people(is_one: Callable[[Person, Reading], bool]) -> Callable[[Reading], Iterator[Place]]:
    """Where people stand in the body of whom this holds."""

    def find(reading: Reading) -> Iterator[Place]:
        for person in reading.people:
            if person.part == "body" and is_one(person, reading) and is_plainly_a_name(person):
                yield reading.body.place(person.start, person.end)

    return find


def is_plainly_a_name(person: Person) -> bool:
    """Whether the words look like a name from end to end ("Ada Example", "ada", not "Ada from")."""
    words = person.name.split()
    written = words[-1][:1].isupper() or person.name.islower()
    return len(words) <= MOST_WORDS and "\n" not in person.name and written


def of_role(role: Role) -> Callable[[Person, Reading], bool]:
    """Whether grammar gives the person this role."""
    return lambda person, _: person.role is role and not person.why.startswith(BY_READER)


def read_as(role: Role) -> Callable[[Person, Reading], bool]:
    """Whether the learned reader alone gives the person this role."""
    return lambda person, _: person.role is role and person.why.startswith(BY_READER)


def on_roster(person: Person, _: Reading) -> bool:
    return person.why == ON_ROSTER


def by_title(person: Person, _: Reading) -> bool:
    return person.role is Role.WORKFORCE and person.why in BY_TITLE


def by_work(person: Person, reading: Reading) -> bool:
    return of_role(Role.WORKFORCE)(person, reading) and person.why not in {ON_ROSTER, *BY_TITLE}


def by_deed(person: Person, _: Reading) -> bool:
    return person.role is Role.UNKNOWN and person.why == MADE_OR_LED


def author(person: Person, _: Reading) -> bool:
    return person.role is Role.AUTHOR and person.why == OWN_NAME


def own_family(person: Person, reading: Reading) -> bool:
    return of_role(Role.AUTHOR)(person, reading) and person.why != OWN_NAME and reading.personal


def spoken_to(person: Person, reading: Reading) -> bool:
    return of_role(Role.ADDRESSEE)(person, reading) and reading.kind is Kind.MESSAGE


def animal(person: Person, _: Reading) -> bool:
    return person.role is Role.PET and person.why in CALLED_ANIMAL


def authorized(reading: Reading) -> Iterator[Place]:
    """Names told about under an authorization that is in force and covers what is told."""
    if reading.authorized and not reading.troubles:
        for person in reading.told_names:
            if person.part == "body" and is_plainly_a_name(person):
                yield reading.body.place(person.start, person.end)


AUTHORIZED = Reason(
    name="under-authorization",
    firm=True,
    why="A linked authorization is in force, and its terms were compared with these words.",
    find=authorized,
)
STAFF = (
    Reason(name="on-roster", firm=True, why="This person is on your roster of staff.", find=people(on_roster)),
    Reason(
        name="staff-by-title",
        firm=True,
        why="A title or credentials say that this person works in care.",
        find=people(by_title),
    ),
    Reason(
        name="named-for-work",
        why="Named for work; nothing beside the name ties the person to being in care.",
        find=people(by_work),
    ),
)
PUBLIC = (
    Reason(
        name="public-role",
        why="Known for a public role; nothing beside the name ties the person to being in care.",
        find=people(of_role(Role.PUBLIC_FIGURE)),
    ),
    Reason(
        name="named-for-deed",
        why="Named for what the person made, gave or led; as we read it, not for being in care.",
        nobody=True,
        find=people(by_deed),
    ),
)
OWN = (
    Reason(name="author-named", why="The author's own name.", find=people(author)),
    Reason(
        name="own-family",
        why="The author's own family or friends; as we read it, nobody known through care.",
        nobody=True,
        find=people(own_family),
    ),
    Reason(
        name="spoken-to",
        why="A name between two people who write to each other; as we read it, no care is told of.",
        nobody=True,
        find=people(spoken_to),
    ),
)
READ_AS = (
    Reason(
        name="read-as-staff",
        why="The learned reader takes this person for staff; you may know better.",
        nobody=True,
        find=people(read_as(Role.WORKFORCE)),
    ),
    Reason(
        name="read-as-public",
        why="The learned reader takes this person for someone known to the public; you may know better.",
        nobody=True,
        find=people(read_as(Role.PUBLIC_FIGURE)),
    ),
)
OTHERS = (
    Reason(name="of-another-time", why="A founder, or someone of another time.", find=people(of_role(Role.HISTORICAL))),
    Reason(name="invented", why="An invented figure or a made-up example.", find=people(of_role(Role.FICTIONAL))),
    Reason(name="an-animal", why="An animal, and no person in care.", find=people(animal)),
)

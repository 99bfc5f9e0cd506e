"""Three kind replies to a rating, a comment or a message, none of which tells anything of anyone.

The replies are chosen by what is answered, filled with nothing but the organisation's contact, and
screened like any draft before they are offered.
"""

import zlib
from collections.abc import Iterator

from bedside.core.content import Content, Kind
from bedside.core.findings import STOPS
from bedside.core.organizations import Organization
from bedside.core.policies import Policy
from bedside.screening import engine
from bedside.screening.reading.answered import Answered
from bedside.screening.reading.reading import Part
from bedside.screening.rewriting.wordings import ENGLISH, SPANISH, Situation

OFFERED = 3

ENGLISH_WAYS = ("call", "write to", "or", "use the contact details on our website")
SPANISH_WAYS = ("llame al", "escriba a", "o", "use los datos de contacto de nuestro sitio web")
UNHAPPY = frozenset({Situation.BILL, Situation.WAIT, Situation.PHONE, Situation.PLACE, Situation.STAFF})


def replies(
    to: str, *, policy: Policy, organization: Organization | None = None, kind: Kind = Kind.RATING_REPLY, role: str = ""
) -> tuple[str, ...]:
    """Up to three different replies that are ready to go, best first.

    Args:
        to: the rating, comment or message that is answered; no word of it enters a reply.
        organization: whose contact is given; without phone and e-mail the website stands in.
        kind: what the reply will be; a message is never more than directions.
        role: who will post it, so that a reply from a place of sensitive care is judged as such.

    Returns:
        Replies in the language of ``to`` (English or Spanish); for a cry for help only 988 and 911.
        The same words get the same replies. Every one has passed the screening under ``policy``.
    """
    house = organization or Organization()
    answered = Answered(Part("in_reply_to", to))
    situation = situation_of(answered, kind=kind)
    offered: list[str] = []
    for text in candidates(situation, spanish=answered.spanish, house=house, turn=zlib.crc32(to.encode())):
        if len(offered) == OFFERED:
            break
        draft = Content(body=text, kind=kind, in_reply_to=to, organization=house, author_role=role)
        if text not in offered and passes(draft, policy=policy):
            offered.append(text)
    return tuple(offered)


def passes(draft: Content, *, policy: Policy) -> bool:
    """Whether a screening of the draft stops nowhere."""
    return not any(f.weight in STOPS for f in engine.screen(draft, policy=policy).findings)


def situation_of(answered: Answered, *, kind: Kind) -> Situation:
    """What a reply to this has to do; what matters most decides."""
    if answered.emergency:
        return Situation.SELF_HARM if answered.self_harm else Situation.EMERGENCY
    if answered.media or answered.legal:
        return Situation.OFFICIAL
    if answered.allegation:
        return Situation.COMPLAINT
    if answered.asks_about_someone:
        return Situation.ABOUT_SOMEONE
    if answered.praise and not (kind is Kind.MESSAGE and answered.question):
        return Situation.PRAISE
    if answered.complaint:
        return Situation(answered.topic) if answered.topic else Situation.UNHAPPY
    if answered.question or kind is Kind.MESSAGE:
        return Situation.QUESTION
    return Situation.OTHER


def candidates(situation: Situation, *, spanish: bool, house: Organization, turn: int) -> Iterator[str]:
    """Wordings for the situation, then more general ones, each turned so that not all raters read the same."""
    wordings = SPANISH if spanish else ENGLISH
    reach = reach_of(house, spanish=spanish)
    for step in fallbacks(situation):
        pool = wordings[step]
        for i in range(len(pool)):
            yield pool[(turn + i) % len(pool)].format(reach=reach)


def fallbacks(situation: Situation) -> tuple[Situation, ...]:
    if situation in {Situation.SELF_HARM, Situation.EMERGENCY}:
        return (situation,)
    if situation in UNHAPPY:
        return (situation, Situation.UNHAPPY, Situation.OTHER)
    return (situation, Situation.OTHER)


def reach_of(house: Organization, *, spanish: bool) -> str:
    """How to reach the organisation, as an imperative."""
    call, write, either, website = SPANISH_WAYS if spanish else ENGLISH_WAYS
    ways = [f"{call} {p}" for p in house.phones[:1]] + [f"{write} {e}" for e in house.emails[:1]]
    return f" {either} ".join(ways) or website

"""Other words for a whole answer: what it could say instead and still go out."""

from dataclasses import replace

import bedside
from bedside.core.content import Content
from bedside.core.policies import Policy
from bedside.core.screenings import Screening, Verdict

MOST_STEPS = 6
LEAST_KEPT = 0.4  # of the length of a draft; with less left it is no longer what someone wanted to say
LIGHTEST = (Verdict.CLEAR, Verdict.REVIEW, Verdict.HOLD)


def could_read(content: Content, screening: Screening, *, policy: Policy) -> str | None:
    """An answer with better words for all that stops it, or None where that leaves nothing worth saying.

    Changes one place after the other, each time looking at the whole again, until no rule is broken.
    Answers only: there whole sentences stand in for others, while a post with a few words taken out
    seldom still says what someone wanted to say.
    """
    if not content.answers:
        return None
    draft = content
    for _ in range(MOST_STEPS):
        if screening.verdict is Verdict.CLEAR:
            break
        offers = bedside.rewrites(draft, screening, policy=policy)
        if not offers:
            return None
        best = min(offers, key=lambda offer: LIGHTEST.index(offer.verdict))
        draft = replace(draft, body=best.body)
        screening = bedside.screen(draft, policy=policy)
    enough = len(draft.body) >= LEAST_KEPT * len(content.body.strip())
    return draft.body if screening.verdict is Verdict.CLEAR and draft is not content and enough else None

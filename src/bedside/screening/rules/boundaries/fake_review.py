"""Reviews by staff, friends or invention. Cases: fake_review.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.rule import Rule

WORDS = frozenset(
    "gmails gmail review reviews star stars rating ratings testimonial testimonials followers patient customer rate".split()
)


def find(reading: Reading) -> Iterable[Place]:
    for part in reading:
        if any(w.low in WORDS for w in part.words):
            if m := phrase("boundaries", "fake review").search(part.low):
                yield part.place(*m.span(), believed="asks for, or tells of, a review that is not a customer's own")


RULE = Rule(
    code="BND-REVIEW-1",
    name="fake-review",
    provision="fake-reviews",
    severity=Severity.HIGH,
    guidelines=(Guideline.TONE,),
    label="boundary",
    message="This asks for, or brags of, reviews by people who are not customers.",
    advice="Ask everyone who was in care, never staff or friends, and never for a reward or for a certain number of stars.",
    liftable=True,
    find=find,
)

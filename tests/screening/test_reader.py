"""The learned reader: what it adds, what it may lift, and what is said when it is not there."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bedside
from bedside import Account, AuthorizationFacts, BedsideError, Content, Kind, Organization, Verdict, Weight
from bedside.core.records import content_of
from bedside.screening.reading import read
from bedside.screening.reading.learned import inference
from training.texts import FOLDER
from training.texts import read as drafts_in

STOPS = {Weight.HOLD, Weight.REVIEW}
FINE = "Our flu clinic opens on Monday at 8 am in the lobby."


@pytest.mark.parametrize("setting", ["careful", "fast"])
def test_a_person_without_a_name_is_seen(setting: str) -> None:
    told = Content(
        body="She drives the blue school bus and now she can't feel her feet. Three days on our unit and not one visitor.",
        account=Account.PERSONAL,
        author_role="nurse",
    )

    screening = bedside.screen(told, reader=setting)

    assert screening.verdict is not Verdict.CLEAR
    assert screening.reader.startswith(f"{setting}@")
    assert not screening.unchecked


def test_switched_off_it_is_unchecked_and_nothing_is_clear() -> None:
    screening = bedside.screen(FINE, reader="off")

    assert screening.verdict is Verdict.REVIEW
    assert [u.check for u in screening.unchecked] == ["reader"]
    assert not screening.findings
    assert bedside.screen(FINE).verdict is Verdict.CLEAR


def test_without_its_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr(inference, "shelf", inference.Shelf())

    screening = bedside.screen("Her social is 219-09-4321, please call.")

    assert screening.verdict is Verdict.HOLD
    assert "bedside[reader]" in screening.unchecked[0].why
    with pytest.warns(UserWarning, match="bedside"):
        assert bedside.identifiers("Ring 555-201-0134 now")


def test_weights_that_are_not_what_the_card_says_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    card = inference.card_of("careful")
    monkeypatch.setattr(inference, "shelf", inference.Shelf())
    monkeypatch.setattr(inference, "card_of", lambda setting: {**card, "sha256": "0" * 64})

    screening = bedside.screen(FINE)

    assert screening.verdict is Verdict.REVIEW
    assert "install Bedside again" in screening.unchecked[0].why


def test_an_unknown_reader_is_told() -> None:
    with pytest.raises(BedsideError, match="there are careful, fast, off"):
        bedside.screen(FINE, reader="deep")


def test_the_same_name_is_staff_here_and_in_care_there() -> None:
    house = Organization(names=("Millfield Clinic",), staff=("Grace Foley, RN",), known=True)
    staff = Content(body="Grace Foley won the award for the kindest night nurse in the county.", organization=house)
    care = Content(body="Nadia Haddad went home today, nine days after her new kidney.", organization=house)

    assert bedside.screen(staff).verdict is Verdict.CLEAR
    assert bedside.screen(care).verdict is Verdict.HOLD


def test_numbers_and_records_are_never_lifted() -> None:
    cheerful = "Happy Nurses Week to our wonderful team! MRN 00418827, balloons and cake in the lobby at noon."
    over = AuthorizationFacts(state="expired", note="name and story, until 2026-01-31")  # type: ignore[arg-type]
    story = Content(body="Ada is home after hip repair.", kind=Kind.STORY, authorization=over)

    assert bedside.screen(cheerful).verdict is Verdict.HOLD
    assert bedside.screen(story).verdict is Verdict.HOLD


def test_what_is_lifted_stays_visible() -> None:
    found = [
        f
        for text in drafts_in(FOLDER / "meadow.jsonl")
        for f in bedside.screen(content_of({"text": text.text, "context": text.context})).findings
        if f.believed and "takes the words for harmless" in f.believed
    ]

    assert found
    assert {f.weight for f in found} == {Weight.INFO}


INVITED = "Bring a friend, bring a question, and stay for coffee with the people who make mornings here easier."


@pytest.mark.parametrize(
    "told",
    [
        "We discharged Petra Holm yesterday, after a week with a broken leg.",
        "The night crew operated on Petra Holm at three.",
        "Our patient Petra Holm went home yesterday, after a week with a broken leg.",
    ],
)
def test_harmless_words_beside_it_do_not_lift_what_calls_someone_a_patient(told: str) -> None:
    for body in (told, f"{INVITED} {told}", f"{told} {INVITED}"):
        assert bedside.screen(body).verdict is Verdict.HOLD


@pytest.mark.parametrize(
    "fine",
    [
        "The nurses who cared for Dr. Lena Park's patients got cake.",
        "My co-resident Wes saved me the last cookie and my last nerve. Hire this man everywhere.",
    ],
)
def test_staff_beside_words_of_care_are_no_patients(fine: str) -> None:
    assert bedside.screen(fine).verdict is Verdict.CLEAR


def test_who_works_there_is_not_marked_as_the_one_who_is_told_about() -> None:
    body = (
        "One of our patients thought she would never dance again. With Nora Lund, PT, and our rehab team she found her "
        "feet, one step at a time. She is the youngest hip patient we have ever had, and she is dancing."
    )
    found = bedside.screen(bedside.Content(body=body, kind=Kind.STORY))
    assert found.verdict is Verdict.HOLD
    assert not [f.rule for f in found.findings if "Nora" in body[f.start : f.end]]


def test_threads_share_one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference, "shelf", inference.Shelf())
    loaded = []
    monkeypatch.setattr(
        inference, "Model", lambda setting, make=inference.Model: loaded.append(setting) or make(setting)
    )
    words = [FINE, "Bed 4 went home today with her twins.", "Your visit on Tuesday ran late."] * 4

    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(bedside.screen, words))

    assert loaded == ["careful"]
    assert together == [bedside.screen(w) for w in words]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of one process is read from /proc")
def test_it_needs_less_than_400_megabytes() -> None:
    # Not ru_maxrss: a child inherits its parent's peak there, and the parent is the whole test run.
    code = "import bedside; bedside.screen('Bed 4 went home today.'); print(open('/proc/self/status').read())"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    (peak,) = [int(line.split()[1]) for line in said.splitlines() if line.startswith("VmHWM")]

    assert peak / 1024 < 400


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_beliefs_lie_inside_any_text(text: str) -> None:
    reading = read(Content(body=text), scales=bedside.load_policy().scales, model=inference.model_of("careful"))
    belief = reading.body.belief
    spans = [(x.start, x.end) for x in (*belief.names, *belief.marks)] if belief else []

    assert all(0 <= start < end <= len(reading.body.text) for start, end in spans)
    assert all(0 <= chance <= 1 for p in (belief.passages if belief else ()) for chance in p.says.values())


def test_a_long_text_is_read_to_its_end() -> None:
    filler = "The garden opens on Monday and everyone is welcome. " * 400
    told = "My patient in bed 4, the judge's widow, died of sepsis this morning."
    content = Content(body=filler + told, account=Account.PERSONAL, author_role="nurse")

    ends = [f.end for f in bedside.screen(content).findings if f.weight in STOPS]

    assert max(ends) > len(filler)


def test_a_story_that_tells_of_a_patient_is_not_let_through_for_want_of_an_authorization() -> None:
    """The reader takes such stories for harmless, since most it learnt from had their authorization."""
    story = Content(
        body="Odalys walks her dog again! After her hip repair she came to our pool every day.", kind=Kind.STORY
    )

    found = [f.rule for f in bedside.screen(story).findings if f.weight in STOPS]

    assert "AUTH-1" in found


def test_drafts_nothing_was_learnt_from_come_out_well() -> None:
    """A floor, so that no change of rules or weights goes unnoticed; the card has the figures."""
    texts = [t for name in ("sparrow", "wren") for t in drafts_in(FOLDER / f"{name}.jsonl") if t.verdict != "review"]
    stopped = {"block": 0, "allow": 0}
    for text in texts:
        verdict = bedside.screen(content_of({"text": text.text, "context": text.context})).verdict
        stopped[text.verdict] += verdict is not Verdict.CLEAR
    blocks = sum(t.verdict == "block" for t in texts)

    assert stopped["block"] / blocks >= 0.90
    assert stopped["allow"] / (len(texts) - blocks) <= 0.14

"""The samples come out as the tour says they do."""

import json
import sys

import pytest
from command_line import ROOT

import bedside
from bedside.cli import tour
from bedside.core.records import content_of

SAMPLES = [json.loads(line) for line in (ROOT / "samples/drafts.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s["id"])
def test_a_sample_comes_out_as_expected(sample):
    assert bedside.screen(content_of(sample)).verdict.value == sample["expected"]


def test_the_tour_shows_every_sample_and_what_it_means(capfdbinary, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["tour", str(ROOT / "samples/drafts.jsonl")])

    assert tour.main() == 0

    shown = capfdbinary.readouterr().out.decode()
    for sample in SAMPLES:
        assert sample["title"] in shown
        assert sample["about"].split()[0] in shown
    assert shown.count("■ Change before it goes out: ") + shown.count("✓ No rule broken") == len(SAMPLES)


def test_the_tour_needs_its_samples(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["tour", "nowhere.jsonl"])

    assert tour.main() == 2
    assert "there is no file nowhere.jsonl" in capsys.readouterr().err


def test_a_story_is_judged_by_its_authorization(bedside_says):
    story = ["check", str(ROOT / "samples/ada.txt"), "--kind", "story"]

    without = bedside_says(*story)
    assert "no signed authorization is linked" in without.stdout
    assert without.exit_code == 1

    with_one = bedside_says(
        *story,
        "--channel",
        "website",
        "--publish-at",
        "2026-12-01T09:00:00-05:00",
        "--authorization",
        str(ROOT / "samples/ada-authorization.json"),
    )
    assert "No rule broken" in with_one.stdout
    assert with_one.exit_code == 0

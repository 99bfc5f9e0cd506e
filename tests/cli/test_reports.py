"""SARIF, JSON and the page: what other tools and other people read."""

import base64
import hashlib
import html.parser
import json
import re
from pathlib import Path

import pytest
from command_line import CANARY

SSN = "First line.\r\nHer social is 219-09-4321, please call.\r\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft one.txt"
    path.write_bytes(SSN.encode())
    return path


def sarif(said) -> dict:
    document = json.loads(said.stdout)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return run


def test_sarif_tells_where_and_how_to_mend_it(bedside_says, draft):
    run = sarif(bedside_says("check", str(draft), "--format", "sarif"))

    result = next(r for r in run["results"] if r["ruleId"] == "PHI-G1")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert SSN[region["charOffset"] :][: region["charLength"]] == "219-09-4321"
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (2, 15, 2, 26)
    assert result["level"] == "error"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "PHI-G1"
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {"deletedRegion": {"charOffset": region["charOffset"], "charLength": 11}}
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("draft%20one.txt")
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_says_that_something_could_not_be_read(bedside_says, draft):
    run = sarif(bedside_says("check", str(draft), "nowhere.txt", "--format", "sarif"))

    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "no file nowhere.txt" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_sarif_of_lines_points_to_the_line(bedside_says, tmp_path):
    path = tmp_path / "all.jsonl"
    path.write_text('{"id": "a", "text": "Fine."}\n{"id": "b", "text": "Fine.", "alt_texts": ["219-09-4321"]}\n')

    run = sarif(bedside_says("check", str(path), "--format", "sarif"))

    result = next(r for r in run["results"] if r["ruleId"] == "PHI-G1")
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 2}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "b/alt_texts[0]"
    assert "fixes" not in result


def test_sarif_has_the_shape_of_the_standard(bedside_says, draft):
    run = sarif(bedside_says("check", str(draft), "--format", "sarif"))

    assert {"tool", "results", "invocations"} <= set(run)
    ids = [r["id"] for r in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note", "none"}
        assert (result["level"] == "none") == (result["kind"] != "fail")
        assert result["message"]["text"]


def test_json_is_one_document_with_a_word_on_each_file(bedside_says, draft):
    said = bedside_says("check", str(draft), "nowhere.txt", "--format", "json")

    document = json.loads(said.stdout)
    first, second = document["drafts"]
    assert (first["id"], first["verdict"]) == (str(draft), "hold")
    assert second["id"] == "nowhere.txt"
    assert "no file" in second["error"]
    assert said.exit_code == 2


class Page(html.parser.HTMLParser):
    """Tags, ids and links of a page, and whether every tag is closed."""

    VOID = frozenset({"meta", "br", "circle", "path"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.title = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[k] for k in ("href", "src") if k in values]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title += data


@pytest.fixture
def page(bedside_says, tmp_path) -> str:
    rows = [
        {
            "id": f"{CANARY}-1",
            "text": "<script>alert(1)</script> Her social is 219-09-4321.",
            "alt_texts": ["219-09-4321"],
        },
        {"id": 2, "text": "Free parking & cake."},
    ]
    path = tmp_path / "all.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows) + "{\n")
    bedside_says("check", str(path), "--format", "html", "--output", str(tmp_path / "report.html"))
    return (tmp_path / "report.html").read_text()


def test_the_page_is_whole_and_fetches_nothing(page):
    parsed = Page(page)

    assert not parsed.open
    assert "script" not in parsed.tags
    assert all(link.startswith("#") for link in parsed.links)
    assert {link[1:] for link in parsed.links} <= set(parsed.ids)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert "http" not in re.sub(r"http-equiv", "", page)


def test_words_in_the_page_are_words_and_no_markup(page):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "cake" in page
    assert "&amp; cake" in page


def test_the_page_allows_its_own_style_only(page):
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"style-src &#39;sha256-{digest}&#39;" in page or f"style-src 'sha256-{digest}'" in page
    assert "style=" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)


def test_the_title_counts_drafts_and_quotes_none(page):
    parsed = Page(page)

    assert parsed.title == "Bedside: 3 drafts looked at"
    assert "Could not be read" in page
    assert page.count("<h1>") == 1
    assert '<html lang="en">' in page


def test_a_mark_is_seen_in_the_description_of_a_picture_too(page):
    assert page.count("219-09-4321</a></mark>") == 2
    assert "Description of picture 1" in page


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_of_the_page_can_be_read_in_light_and_dark():
    css = (Path(__file__).parents[2] / "src/bedside/cli/reports/report.css").read_text()
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css.split("@media")[0]))
    dark = light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css.split("@media")[1]))

    for theme in (light, dark):
        for ground in ("linen", "paper", "sunk"):
            for text in ("ink", "ink-2", "ink-3", "scrub"):
                assert contrast(theme[text], theme[ground]) >= 4.5, (text, ground)
        for kind in ("hold", "review", "advice", "clear", "blank"):
            assert contrast(theme[kind], theme[f"{kind}-soft"]) >= 4.5, kind
            assert contrast(theme[kind], theme["paper"]) >= 4.5, kind
            assert contrast(theme["ink"], theme[f"{kind}-soft"]) >= 4.5, kind
            assert contrast(theme[f"{kind}-line"], theme["paper"]) >= 3, kind

"""The look: colors that can be read, icons that exist, pages without inline code, seals, and times in the reader's zone."""

import re
import shutil
import subprocess
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import ERROR, INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bedside.core.errors import BadInput
from bedside.site import seals
from bedside.site.templatetags import bedside as tags

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "bedside"
STATIC = SOURCE / "site" / "static" / "bedside"
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
KINDS = ("hold", "review", "advice", "clear", "blank")

# Which color stands on which ground (text, 4.5) and which lines and controls must be seen (3); UX, Color.
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "linen", "sunk", "raised")],
    *[("scrub", "paper"), ("scrub", "linen"), ("scrub", "scrub-soft"), ("scrub", "raised")],
    *[("on-scrub", "scrub-fill"), ("on-scrub", "scrub-hover"), ("paper", "ink-2")],
    *[("rail-ink", "rail"), ("rail-2", "rail"), ("rail-ink", "rail-on"), ("rail-2", "rail-on")],
    *[(kind, f"{kind}-soft") for kind in KINDS],
    *[(kind, "paper") for kind in KINDS],
    *[("ink", f"{kind}-soft") for kind in KINDS],
    *[("ink-2", f"{kind}-soft") for kind in KINDS],
    *[("paper", kind) for kind in ("hold", "review", "advice")],
]
LINES = [
    *[("edge", "paper"), ("edge", "linen"), ("lamp", "rail"), ("focus", "paper"), ("focus", "linen")],
    *[(f"{kind}-line", "paper") for kind in KINDS],
    *[(f"{kind}-line", f"{kind}-soft") for kind in KINDS],
]


def themes() -> dict[str, dict[str, str]]:
    """The tokens by name, for each block of the file: as it is, where the system is dark, and where the reader chose dark."""
    sheet = (STATIC / "tokens.css").read_text(encoding="utf-8")
    blocks = {
        "light": r"^:root \{(.*?)\}",
        "dark by system": r'prefers-color-scheme: dark\) \{\s*:root:not\(\[data-theme="light"\]\) \{(.*?)\}',
        "dark by choice": r':root\[data-theme="dark"\] \{(.*?)\}',
        "print": r"@media print \{.*?\{(.*?)\}",
    }
    found = {name: re.search(block, sheet, re.S | re.M) for name, block in blocks.items()}
    return {name: dict(re.findall(r"--([\w-]+): (#\w{6});", match[1])) for name, match in found.items() if match}


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance, of two colors such as "#15211d"."""

    def luminance(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_theme_has_the_same_tokens() -> None:
    found = themes()
    assert set(found) == {"light", "dark by system", "dark by choice", "print"}
    assert {"linen", "ink-3", "rail-on", "lamp", "blank-soft", "focus"} <= set(found["light"])
    assert all(set(tokens) == set(found["light"]) for tokens in found.values())
    assert found["dark by system"] == found["dark by choice"]


@pytest.mark.parametrize("theme", ["light", "dark by choice", "print"])
def test_text_and_lines_can_be_seen_in(theme: str) -> None:
    tokens = themes()[theme]
    pale = {
        f"{front} on {ground}: {contrast(tokens[front], tokens[ground]):.2f} < {least}"
        for pairs, least in ((TEXT, 4.5), (LINES, 3))
        for front, ground in pairs
        if contrast(tokens[front], tokens[ground]) < least
    }
    assert not pale


def test_contrast_is_measured_as_the_guidelines_say() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_components_take_their_colors_from_the_tokens() -> None:
    ours = [path for path in STATIC.glob("*.css") if path.name not in ("pico.min.css", "tokens.css")]
    sheet = "\n".join(path.read_text(encoding="utf-8") for path in ours)
    used = set(re.findall(r"var\(--([\w-]+)", sheet))
    set_here = set(re.findall(r"--([\w-]+):", sheet))
    assert not {name for name in used - set_here - set(themes()["light"]) if not name.startswith("pico-")}
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", sheet)) <= {"#15211d", "#fff"}  # on the lamp; under a code to be scanned


def icons_named_in(text: str) -> set[str]:
    named = re.findall(r"""\{%\s*icon\s+["']([\w-]+)["']""", text)
    return {*named, *re.findall(r"""(?<![-\w])icon["']?\s*[=:]\s*["']([\w-]+)["']""", text)}


def test_every_icon_that_a_page_names_is_there() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in [*TEMPLATES, *SOURCE.glob("**/*.py")]}
    missing = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path, text in texts.items()
        for name in icons_named_in(text)
        if not (tags.ICONS / f"{name}.svg").is_file()
    }
    assert not missing, "add them with: node web/icons.mjs NAME"
    assert "hand-palm-fill" in {icon for icon, *_ in tags.KINDS.values()}
    assert all(tags.drawing(icon) for icon, *_ in tags.KINDS.values())


@pytest.mark.parametrize("name", ["no-such-thing", "../secret", "Eyes", ""])
def test_an_icon_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(BadInput, match="there is no icon"):
        Template("{% load bedside %}{% icon name %}").render(Context({"name": name}))


def test_icons_say_nothing_and_carry_no_code() -> None:
    for path in tags.ICONS.glob("*.svg"):
        assert re.fullmatch(
            r"(<(path|circle|rect|line|polyline|polygon)( [\w-]+=\"[^\"<>]*\")*/>)+", tags.drawing(path.stem)
        ), path
    drawn = tags.icon("eyes", **{"class": "k-review"})
    assert drawn.startswith('<svg class="i k-review" viewBox="0 0 256 256" aria-hidden="true"')


INLINE = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a script in the page": r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")",
    "a handler": r"<[^>]*\s(on[a-z]+|hx-on[:\w-]*)\s*=",
    "a javascript address": r"javascript:",
    "another site": r"(src|href)=[\"'](https?:)?//(?!www\.w3\.org)",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_page_holds_no_inline_code(path: Path) -> None:
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not [what for what, shape in INLINE.items() if re.search(shape, text, re.I)]


def test_every_template_of_the_shell_compiles() -> None:
    folder = SOURCE / "site" / "templates"
    for path in folder.glob("**/*.html"):
        get_template(str(path.relative_to(folder)))


# ---- seals


def test_the_same_digest_has_the_same_seal_and_all_pictures_differ() -> None:
    assert seals.PICTURES == 3750
    drawn = {seals.rosette(picture) for picture in range(seals.PICTURES)}
    assert len(drawn) == seals.PICTURES


@given(st.integers(0, 2**256 - 1), st.integers(0, 2**256 - 1))
def test_other_words_have_another_seal(one: int, other: int) -> None:
    a, b = f"{one:064x}", f"{other:064x}"
    assert seals.svg(a, closed=True) == seals.svg(a, closed=True)
    assert (seals.rosette(seals.number(a)) == seals.rosette(seals.number(b))) == (seals.number(a) == seals.number(b))
    if a[:8] != b[:8]:
        assert seals.svg(a, closed=True) != seals.svg(b, closed=True)


@given(st.integers(0, 2**256 - 1), st.integers(0, 255))
def test_one_bit_less_or_more_is_another_picture(digest: int, bit: int) -> None:
    """2**k is never a multiple of 3,750, so no single bit leaves the picture as it was."""
    assert seals.number(f"{digest:064x}") != seals.number(f"{digest ^ 1 << bit:064x}")


def test_all_pictures_are_equally_likely() -> None:
    seen = Counter(seals.number(sha256(b"%d" % i).hexdigest()) for i in range(75_000))  # 20 each, give or take
    assert len(seen) == seals.PICTURES
    assert min(seen.values()) >= 3 and max(seen.values()) <= 45


def test_a_seal_is_dashed_until_its_words_are_approved() -> None:
    digest = "7f2ac91b" + "0" * 56
    page = Template("{% load bedside %}{% seal d %}|{% seal d closed=False size=64 %}|{{ d|code }}").render(
        Context({"d": digest})
    )
    closed, open_, code = page.split("|")
    assert code == seals.code(digest) == "7F2A C91B"
    assert "aria-label='Seal 7F2A C91B, closed'" in closed and "class='seal closed'" in closed
    assert "words can still change" in open_ and "class='seal open'" in open_ and "width='64'" in open_
    assert ".seal.open .rim { stroke-dasharray" in (STATIC / "bedside.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("digest", ["", "7f2a", "<script>" * 8])
def test_what_is_no_digest_has_no_seal(digest: str) -> None:
    with pytest.raises(ValueError, match=r"hexadecimal|invalid literal"):
        seals.svg(digest, closed=True)


# ---- moments

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)


def said(template: str, **given: object) -> str:
    return re.sub(r"<[^>]+>", "", Template("{% load bedside %}" + template).render(Context(given)))


@pytest.mark.parametrize(
    ("zone", "clock", "day"),
    [
        ("UTC", "2 am", "Tuesday, December 1"),
        ("America/New_York", "9 pm", "Monday, November 30"),
        ("America/Chicago", "8 pm", "Monday, November 30"),
        ("Pacific/Auckland", "3 pm", "Tuesday, December 1"),
        ("Asia/Kathmandu", "7:45 am", "Tuesday, December 1"),
    ],
)
def test_times_are_those_of_the_reader(zone: str, clock: str, day: str) -> None:
    moment = datetime(timezone.localdate().year, 12, 1, 2, 0, tzinfo=UTC)
    weekday = f"{moment.astimezone(ZoneInfo(zone)):%A}"
    with timezone.override(ZoneInfo(zone)):
        assert said("{{ m|clock }}", m=moment) == clock
        assert said("{{ m|day }}", m=moment) == re.sub(r"^\w+", weekday, day)
        assert said("{{ m|when }}", m=moment) == re.sub(r"^\w+", weekday[:3], f"{day[:-2]}{day[-2:]}, {clock}").replace(
            "December", "Dec"
        ).replace("November", "Nov")
    assert '<time datetime="' + f"{moment.year}-12-01T02:00:00Z" in tags.clock(moment)


def test_noon_and_midnight_are_said_in_words_and_other_years_in_full() -> None:
    noon = datetime(2019, 3, 9, 12, 0, tzinfo=UTC)
    with timezone.override(UTC):
        assert said("{{ m|when }}", m=noon) == "Sat, Mar 9, 2019, noon"
        assert said("{{ m|clock }}", m=noon - timedelta(hours=12)) == "midnight"
        assert said("{{ m|when }}", m=noon - timedelta(hours=12)).endswith(", 12 am"), (
            "beside a date it is its first hour"
        )
        assert said("{{ m|clock }}", m=noon + timedelta(minutes=5)) == "12:05 pm"
        assert said("{{ m|day }}", m=date(2019, 3, 9)) == "Saturday, March 9, 2019"


def test_summer_time_changes_what_a_clock_says() -> None:
    with timezone.override(ZoneInfo("America/New_York")):
        before = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
        assert said("{{ m|clock }}", m=before) == said("{{ m|clock }}", m=before + timedelta(hours=1)) == "1:30 am"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "now"), (29, "now"), (-29, "now"), (45, "in 1 minute"), (480, "in 8 minutes"), (-1200, "20 minutes ago"),
        (3570, "in 1 hour"), (-7200, "2 hours ago"), (86_000, "in 1 day"), (-9 * 86_400, "9 days ago"),
        (20 * 86_400, "in 3 weeks"), (-90 * 86_400, "3 months ago"), (900 * 86_400, "in 2 years"),
    ],
)  # fmt: skip
def test_distance_is_said_as_people_say_it(seconds: int, words: str) -> None:
    assert said("{{ m|ago:now }}", m=NOW + timedelta(seconds=seconds), now=NOW) == words


@given(st.lists(st.integers(31, 10**9), min_size=2, max_size=12).map(sorted))
def test_what_is_further_away_is_never_said_to_be_nearer(distances: list[int]) -> None:
    lengths = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_629_800, "year": 31_557_600}

    def size(seconds: int) -> int:
        number, unit = tags.distance(seconds).removeprefix("in ").split()
        return int(number) * lengths[unit.removesuffix("s")]

    assert all(size(nearer) <= size(further) for nearer, further in pairwise(distances))
    assert all(abs(size(seconds) - seconds) <= max(30, 0.51 * seconds) for seconds in distances)


@pytest.mark.parametrize("name", ["clock", "day", "when", "ago"])
def test_no_moment_is_no_words(name: str) -> None:
    assert said("{{ m|" + name + " }}", m=None) == said("{{ m|" + name + " }}", m="") == ""


# ---- what was built


def test_built_files_are_those_that_the_sources_make(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (ROOT / "web" / "node_modules").is_dir():
        pytest.skip("needs node and what `make web` installs")
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=ROOT / "web", check=True, capture_output=True)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    stale = {str(path) for path in made if (tmp_path / path).read_bytes() != (STATIC / path).read_bytes()}
    assert {"shell.js", "htmx.min.js", "pico.min.css"} <= {str(path) for path in made}
    assert not stale, "build again with `make web`"


def test_the_lock_of_the_web_names_no_address() -> None:
    lock = (ROOT / "web" / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock and "://" not in lock.replace("https://opencollective.com", "").replace(
        "https://github.com", ""
    )


def test_whoever_wrote_what_we_carry_is_named() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for licence in (STATIC / "LICENSES").iterdir():
        assert licence.name in notice


# ---- when something is wrong


@pytest.mark.parametrize("name", ["400", "403", "404", "410", "500", "csrf"])
def test_an_error_page_needs_nothing_and_shows_a_way_forward(name: str) -> None:
    page = get_template(f"errors/{name}.html").render({})  # no request, no person, no database
    assert '<html lang="en">' in page
    assert re.search(r"<h1>[A-Z][^<]+</h1>", page)
    assert re.search(r'<a class="btn[^"]*" href="/">', page)
    assert not re.search(r"\b(oops|invalid|violation|forbidden|denied)\b", page, re.I)


def test_a_broken_page_names_the_number_that_leads_to_the_log() -> None:
    page = get_template("errors/500.html").render({"number": "b41f09"})
    assert "b41f09" in page


# ---- the shell


def test_the_lamp_is_lit_only_while_somebody_answers() -> None:
    rosa = {"name": "Rosa Quill", "short_name": "Rosa", "initials": "RQ", "until": None, "then_name": "Jonas Weir"}
    lit = get_template("shell/page.html").render({"answering": rosa})
    dark = get_template("shell/page.html").render({"answering": None})
    assert 'class="house"' in lit and "Rosa Quill" in lit and "if away, Jonas Weir" in lit
    assert 'class="house unlit"' in dark and dark.count("Nobody is at the desk") == 2


def test_a_page_of_nobody_offers_no_settings_and_no_sign_out() -> None:
    page = get_template("shell/page.html").render({})
    assert "Sign out" not in page and 'details class="me"' not in page


def test_what_was_done_is_said_with_its_own_sign() -> None:
    said = [Message(SUCCESS, "Sent to Rosa."), Message(ERROR, "Bluesky did not answer."), Message(INFO, "<b>")]
    page = get_template("parts/messages.html").render({"messages": said})
    assert re.findall(r'class="note (\w+)"', page) == ["clear", "hold", "advice"]
    assert "&lt;b&gt;" in page


def test_leafing_keeps_what_the_address_asked_for() -> None:
    request = RequestFactory().get("/record", {"who": "ada", "page": "2"})
    page = get_template("parts/pager.html").render({"page": Paginator(range(70), 10).get_page(2)}, request)
    assert re.findall(r'href="([^"]+)"', page) == ["?who=ada&amp;page=1", "?who=ada&amp;page=3"]
    assert "Page 2 of 7" in page
    assert get_template("parts/pager.html").render({"page": Paginator([1], 10).get_page(1)}).strip() == ""


def test_a_step_is_said_not_only_shown() -> None:
    page = get_template("parts/walk.html").render({"walk": [("Write", "done"), ("Check", "current"), ("Out", "todo")]})
    assert re.sub(r"<[^>]+>", " ", page).split() == ["Write", ",", "done", "Check", "Out"]
    assert page.count('aria-current="step"') == 1

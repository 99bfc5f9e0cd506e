"""The page about running the workspace lists what there is: every setting, every duty, every command."""

import re
from datetime import timedelta

from command_line import ROOT

from bedside.site.providers import NAMES
from bedside.site.worker.duties import DUTIES

PAGE = (ROOT / "docs/running.md").read_text()
READ = re.compile(r'(?:environ(?:ment)?(?:\.get\(|\[)|required\()"((?:BEDSIDE|DATABASE|DJANGO)_[A-Z_]+)"')


def test_every_setting_that_is_read_stands_in_the_table_and_no_other() -> None:
    read = {name for module in (ROOT / "src").rglob("*.py") for name in READ.findall(module.read_text())}
    table = PAGE.partition("## Settings")[2].partition("\n## ")[0]
    listed = {name for row in re.findall(r"^\| (`[^|]*) \|", table, re.M) for name in re.findall(r"`([A-Z_]+)`", row)}

    assert listed == read | set(NAMES) | {"DJANGO_SETTINGS_MODULE"}


def test_every_duty_stands_in_the_table_with_its_pause() -> None:
    table = PAGE.partition("## The worker")[2].partition("\n## ")[0]
    listed = dict(re.findall(r"^\| (\w+) \| (\d+ \w+) \|", table, re.M))

    def words(pause: timedelta) -> str:
        seconds = int(pause.total_seconds())
        return (
            f"{seconds // 3600} h" if seconds >= 3600 else f"{seconds // 60} min" if seconds >= 60 else f"{seconds} s"
        )

    assert listed == {d.name: words(d.every) for d in DUTIES}

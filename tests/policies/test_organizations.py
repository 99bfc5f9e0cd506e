"""The organisation file: read with the same care as a pack."""

from pathlib import Path

import pytest

import bedside
from bedside.core.errors import PolicyError

SAMPLE = Path(__file__).parents[2] / "samples/organization.toml"


def test_the_sample_is_read_whole():
    ours = bedside.load_organization(SAMPLE)

    assert ours.known
    assert ours.names == ("Harbor Elm Clinics", "Harbor Elm")
    assert ours.phones == ("(555) 555-0134",)
    assert ours.domains == ("harborelm.example",)
    assert ours.state == "CA"
    assert "Grace Foley, RN" in ours.staff
    assert "Foley" not in repr(ours)


def test_everything_may_be_left_out(tmp_path):
    (tmp_path / "o.toml").write_text("")

    assert bedside.load_organization(tmp_path / "o.toml").known


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('nmaes = ["x"]', "line 1: unknown key nmaes; did you mean names?"),
        ('names = "x"', "line 1: names must be a list of words in quotes"),
        ('\nphones = ["call us"]', "line 2: item 1 of phones must be a telephone number"),
        ('emails = ["a@b.example", "hello"]', "line 1: item 2 of emails must be an e-mail address"),
        ('domains = ["https://harborelm.example"]', "item 1 of domains must be a domain without https://"),
        ('handles = ["harborelm"]', "item 1 of handles must be a handle with its @"),
        ('state = "California"', "line 1: state must be a two-letter code"),
        ('sensitive = ["hospcie"]', "unknown kind of care hospcie; did you mean hospice?"),
        ("names = [", "line 1: not valid TOML"),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path, text, says):
    (tmp_path / "organization.toml").write_text(text)

    with pytest.raises(PolicyError) as told:
        bedside.load_organization(tmp_path / "organization.toml")

    assert str(told.value).startswith("organization file organization.toml, line ")
    assert says in str(told.value)

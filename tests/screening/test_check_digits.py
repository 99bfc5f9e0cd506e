"""Check digits and grammars agree with numbers whose outcome is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.screening.reading import check_digits as check

DIGITS = "0123456789"
# Published examples of each kind; all are made up by the bodies that define them.
KNOWN = [
    (check.is_npi, "1234567893"),
    (check.is_dea, "AB1234563"),
    (check.is_vin, "1M8GDM9AXKP042788"),
    (check.is_card, "4111111111111111"),
    (check.is_imei, "490154203237518"),
    (check.is_gtin, "00844588003288"),
    (check.is_hibcc, "+A123BJC5D6E71G"),
    (check.is_routing, "021000021"),
]
IDS = [f.__name__ for f, _ in KNOWN]


@pytest.mark.parametrize(("passes", "number"), KNOWN, ids=IDS)
def test_a_published_example_passes(passes, number) -> None:
    assert passes(number)


@pytest.mark.parametrize(("passes", "number"), KNOWN, ids=IDS)
def test_any_one_wrong_digit_is_noticed(passes, number) -> None:
    for i, c in enumerate(number):
        wrong = [number[:i] + d + number[i + 1 :] for d in DIGITS if c in DIGITS and d != c]
        if passes is check.is_dea and i in {3, 5, 7}:  # doubled, so 1 and 6 weigh the same
            wrong = [w for w in wrong if (int(w[i]) - int(c)) % 5]
        assert not any(passes(w) for w in wrong), i


@pytest.mark.parametrize("number", ["1EG4-TE5-MK73", "1EG4TE5MK73", "1eg4 te5 mk73"])
def test_a_medicare_identifier_has_a_grammar(number: str) -> None:
    assert check.is_mbi(number)


@pytest.mark.parametrize(
    "number", ["0EG4TE5MK73", "1SG4TE5MK73", "1EGATE5MK73", "1EG4TE5MK7B", "1EG4TE5MK7", "11-22-333"]
)
def test_what_breaks_the_grammar_is_no_medicare_identifier(number: str) -> None:
    assert not check.is_mbi(number)


@pytest.mark.parametrize(
    ("digits", "possible"),
    [
        ("219094321", True),
        ("001010001", True),
        ("899999999", True),
        ("000123456", False),
        ("666123456", False),
        ("900123456", False),
        ("219004321", False),
        ("219090000", False),
        ("078051120", False),
        ("219099999", False),
        ("111111111", False),
    ],
)
def test_only_numbers_that_could_be_issued_are_social_security_numbers(digits: str, possible: bool) -> None:
    assert check.could_be_ssn(digits) is possible


@pytest.mark.parametrize(
    ("digits", "possible"),
    [
        ("5552010134", True),
        ("2125550199", True),
        ("1552010134", False),
        ("0552010134", False),
        ("9112010134", False),
        ("5551110134", False),
        ("5550110134", False),
        ("555201013", False),
    ],
)
def test_only_numbers_of_the_numbering_plan_can_be_dialled(digits: str, possible: bool) -> None:
    assert check.could_be_phone(digits) is possible


@pytest.mark.parametrize("number", ["4111111111111112", "9111111111111111", "41111111", "6759649826438"])
def test_a_card_needs_its_check_digit_and_a_scheme_that_issues_its_length(number: str) -> None:
    assert not check.is_card(number)


@pytest.mark.parametrize("number", ["5555555555554444", "378282246310005", "6011111111111117", "3530111333300000"])
def test_cards_of_every_large_scheme_pass(number: str) -> None:
    assert check.is_card(number)


def test_an_account_number_abroad_is_checked_by_remainder() -> None:
    assert check.is_iban("DE89 3704 0044 0532 0130 00")
    assert not check.is_iban("DE89 3704 0044 0532 0130 01")


@given(st.text(max_size=24))
def test_no_text_makes_a_check_raise(text: str) -> None:
    for passes in (*(f for f, _ in KNOWN), check.is_mbi, check.is_iban, check.could_be_phone):
        assert passes(text) in {True, False}

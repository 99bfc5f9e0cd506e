"""Whether digits have the shape and the check digit of a known kind of number.

A passing check raises, never decides: one-digit checks let 1 in 10 random numbers pass, and 89 of
100 random nine-digit numbers could be Social Security numbers. Arithmetic that python-stdnum
has comes from there.
"""

import re

from stdnum import ean, iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.us import rtn

NOT_AREAS = frozenset({"000", "666"})
# On a wallet insert of 1938 and in a pamphlet of the Social Security Administration.
SAMPLE_SSN = frozenset({"078051120", "219099999", "457555462"})
VIN_VALUES = {
    **{str(d): d for d in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7, "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}  # fmt: skip
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
HIBCC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_A = "[AC-HJKMNP-RT-Y]"
_AN = "[AC-HJKMNP-RT-Y0-9]"
MBI = re.compile(rf"[1-9]{_A}{_AN}\d[- ]?{_A}{_AN}\d[- ]?{_A}{_A}\d\d")
# First digits of the card schemes and the lengths they issue (ISO/IEC 7812; the schemes' own rules).
CARDS = (
    (re.compile(r"4"), frozenset({13, 16, 19})),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), frozenset({16})),
    (re.compile(r"3[47]"), frozenset({15})),
    (re.compile(r"6011|64[4-9]|65|62"), frozenset({16, 17, 18, 19})),
    (re.compile(r"35(?:2[89]|[3-8])"), frozenset({16})),
    (re.compile(r"30[0-5]|309|36|3[89]"), frozenset({14, 16})),
)


def could_be_ssn(digits: str) -> bool:
    """Whether the Social Security Administration ever hands out these nine digits.

    Areas 000, 666 and 900-999, group 00 and serial 0000 are never assigned (SSA,
    randomization FAQ, 2011); numbers printed as samples belong to no one.
    """
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    return (
        area not in NOT_AREAS
        and area < "900"
        and group != "00"
        and serial != "0000"
        and digits not in SAMPLE_SSN
        and len(set(digits)) > 1
    )


def could_be_phone(digits: str) -> bool:
    """Whether ten digits can be dialled in the North American Numbering Plan.

    Area code and exchange start with 2-9 and are no service code (N11).
    """
    return len(digits) == 10 and could_be_exchange(digits[:3]) and could_be_exchange(digits[3:6])


def could_be_exchange(three: str) -> bool:
    return three[0] in "23456789" and three[1:] != "11"


def is_toll_free(digits: str) -> bool:
    """Ten digits under a code that the called party pays for; no person's own line."""
    return digits[:3] in {"800", "833", "844", "855", "866", "877", "888"}


def is_npi(digits: str) -> bool:
    """National Provider Identifier: Luhn over "80840" and the ten digits (45 CFR 162.406)."""
    return len(digits) == 10 and digits[0] in "12" and luhn.is_valid("80840" + digits)


def is_dea(number: str) -> bool:
    """DEA registration: two letters (or a letter and 9) and seven digits, the last a check digit."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z9]\d{7}", number):
        return False
    d = [int(c) for c in number[2:]]
    return (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]


def is_vin(number: str) -> bool:
    """Vehicle identification number: 17 characters, position 9 checks the others (49 CFR 565.15)."""
    number = number.upper()
    if len(number) != 17 or any(c not in VIN_VALUES for c in number):
        return False
    rest = sum(VIN_VALUES[c] * w for c, w in zip(number, VIN_WEIGHTS, strict=True)) % 11
    return number[8] == ("X" if rest == 10 else str(rest))


def is_mbi(number: str) -> bool:
    """Medicare Beneficiary Identifier; it has a grammar and no check digit (CMS, 2018)."""
    return bool(MBI.fullmatch(number.upper()))


def is_card(digits: str) -> bool:
    """Payment card: Luhn, and first digits and length that a scheme issues."""
    return any(len(digits) in lengths and first.match(digits) for first, lengths in CARDS) and luhn.is_valid(digits)


def is_iban(number: str) -> bool:
    return bool(iban.is_valid(number))


def is_routing(digits: str) -> bool:
    """ABA routing number: nine digits, weights 3-7-1, modulo 10."""
    return len(digits) == 9 and digits != "000000000" and bool(rtn.is_valid(digits))


def is_imei(digits: str) -> bool:
    return len(digits) == 15 and len(set(digits)) > 1 and luhn.is_valid(digits)


def is_gtin(digits: str) -> bool:
    """GTIN-14, the device identifier after (01): names a product, not a person."""
    try:
        return len(digits) == 14 and bool(ean.validate(digits))
    except ValidationError:
        return False


def is_hibcc(number: str) -> bool:
    """HIBC label of a device: "+", then data, the last character checks modulo 43 (ANSI/HIBC 2.6)."""
    number = number.upper()
    if not number.startswith("+") or len(number) < 6 or any(c not in HIBCC for c in number):
        return False
    return HIBCC[sum(map(HIBCC.index, number[:-1])) % 43] == number[-1]

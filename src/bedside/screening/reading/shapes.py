"""Numbers that give themselves away without any cue, by grammar or check digit."""

import re
from collections.abc import Iterator

from bedside.screening.reading import check_digits as check
from bedside.screening.reading.candidates import Candidate
from bedside.screening.reading.sheet import KINDS, Sheet

SSN = re.compile(r"(?<![\w-])(?<!\d[.,/])(\d{3})([- .])(\d{2})\2(\d{4})(?![\d-])(?!\.\d)([A-Za-z]\d?)?(?!\w)")
SSN_MASKED = re.compile(r"(?<!\w)[x*#•]{3}-?[x*#•]{2}-?(\d{4})(?!\d)", re.I)
GROUPED = re.compile(r"(?<![\w.-])\d{2,6}(?:[ -]\d{1,7}){1,5}(?![\d-])|(?<![\w.-])\d{12,19}(?!\d)")
LONG_CODE = re.compile(
    rf"(?<![\w-])(?:{check.MBI.pattern}|[A-HJ-NPR-Za-hj-npr-z0-9]{{17}}|[ABCFGMPR][A-Z9]\d{{7}})(?![\w-])", re.I
)
IBAN = re.compile(r"(?<![\w-])[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![\w-])")
MAC = re.compile(r"(?<![\w:-])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?![\w:-])", re.I)
UDI_DEVICE = re.compile(r"\(01\)\s?\d{14}")
UDI_SERIAL = re.compile(r"\(21\)\s?[A-Za-z0-9./-]{1,20}")
HIBC_PRODUCTION = re.compile(r"(?<!\w)\+[A-Za-z0-9](?=[^\s$]{0,40}\$)[A-Za-z0-9.$/+%-]{5,40}")
IMEI_BODIES = frozenset({"01", "35", "86", "99"})
DEA_REGISTRANTS = "ABCFGMPR"


def shapes(sheet: Sheet) -> Iterator[Candidate]:
    yield from ssn_shapes(sheet)
    yield from digit_shapes(sheet)
    yield from letter_shapes(sheet)
    yield from device_shapes(sheet)


def ssn_shapes(sheet: Sheet) -> Iterator[Candidate]:
    for m in SSN.finditer(sheet.text):
        if check.could_be_ssn(m[1] + m[3] + m[4]):
            if m[5]:
                yield sheet.candidate(KINDS["number_plan"], *m.span(), why="old Medicare number", rank=7)
            else:
                yield sheet.candidate(KINDS["number_ssn"], *m.span(), why="could be issued", rank=5)
    if "xx" in sheet.low or "**" in sheet.low or "##" in sheet.low:
        for m in SSN_MASKED.finditer(sheet.text):
            why = "masked but for the last four"
            yield sheet.candidate(KINDS["number_ssn"], *m.span(), why=why, rank=5, sort="last_four")


def digit_shapes(sheet: Sheet) -> Iterator[Candidate]:
    for m in GROUPED.finditer(sheet.text):
        digits = "".join(filter(str.isdigit, m[0]))
        if check.is_card(digits):
            why = "card scheme and check digit"
            yield sheet.candidate(KINDS["number_account"], *m.span(), why=why, rank=5, sort="card")
        elif digits[:2] in IMEI_BODIES and check.is_imei(digits):
            yield sheet.candidate(KINDS["number_device"], *m.span(), why="IMEI check digit", rank=2, sort="imei")


def letter_shapes(sheet: Sheet) -> Iterator[Candidate]:
    for m in LONG_CODE.finditer(sheet.text):
        code = m[0]
        if check.is_mbi(code):
            why = "grammar of a Medicare identifier"
            yield sheet.candidate(KINDS["number_plan"], *m.span(), why=why, rank=7, sort="mbi")
        elif len(code) == 17 and not code.isdigit() and check.is_vin(code):
            yield sheet.candidate(KINDS["number_vehicle"], *m.span(), why="VIN check digit", rank=7, sort="vin")
        elif len(code) == 9 and code[0] in DEA_REGISTRANTS and check.is_dea(code):
            yield sheet.candidate(KINDS["number_dea"], *m.span(), why="DEA check digit", rank=2)
    for m in IBAN.finditer(sheet.text):
        if check.is_iban(m[0]) or "iban" in sheet.low[max(0, m.start() - 16) : m.start()]:
            yield sheet.candidate(KINDS["number_account"], *m.span(), why="IBAN check digits", rank=7, sort="iban")


def device_shapes(sheet: Sheet) -> Iterator[Candidate]:
    """Only what names one device: the product part of a UDI or an HIBC label names no one."""
    kind = KINDS["number_device"]
    if "(21)" in sheet.text:
        for m in UDI_SERIAL.finditer(sheet.text):
            if UDI_DEVICE.search(sheet.text, max(0, m.start() - 60), m.start()):
                yield sheet.candidate(kind, *m.span(), why="serial part of a UDI", rank=7, sort="udi")
    if "$" in sheet.text and "+" in sheet.text:
        for m in HIBC_PRODUCTION.finditer(sheet.text):
            yield sheet.candidate(kind, *m.span(), why="production part of an HIBC label", rank=7, sort="udi")
    if sheet.text.count("-") >= 5 or sheet.text.count(":") >= 5:
        for m in MAC.finditer(sheet.text):
            yield sheet.candidate(kind, *m.span(), why="network card address", rank=7, sort="mac")

"""Passwords, door codes, dead cameras and unpatched servers. Cases: security_weakness.md"""

from collections.abc import Iterable, Iterator

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.reading.reading import Part
from bedside.screening.rule import Rule

THINGS = frozenset(
    "password passwords passcode pw pwd pin pins code codes login logins log logon credentials wifi wi ssid vpn keypad combo combination lockbox "
    "reader readers camera cameras lock locks alarm alarms door doors gate server servers firewall antivirus backup backups pacs box "
    "workstation workstations kiosk kiosks laptop laptops network mfa safe cabinet pyxis omnicell vault patch patched unpatched phishing "
    "buttons button walled default defaults stairwell entrance pc override lockscreen ambulance bay sensor screen logs signs logged sticky elevator bypassed".split()
)


def find(reading: Reading) -> Iterable[Place]:
    for part in reading:
        if any(w.low in THINGS for w in part.words):
            yield from secrets(part)
            if reading.personal or part.has("worker_voice"):
                yield from weaknesses(part, reading)


def secrets(part: Part) -> Iterator[Place]:
    for m in phrase("boundaries", "secret").finditer(part.low):
        value = next((v for v in m.groups() if v), "")
        harmless = phrase("boundaries", "harmless secret").search(part.low[max(0, m.start() - 25) : m.end()])
        if phrase("boundaries", "value").search(value) and not harmless:
            yield part.place(*m.span(), believed="a password or code that opens something")


def weaknesses(part: Part, reading: Reading) -> Iterator[Place]:
    if not reading.stance.works(part, fixed=False) or part.has("aim_private"):
        return
    for m in phrase("boundaries", "weakness").finditer(part.low):
        if not reading.stance.protected:
            yield part.place(*m.span(), believed="something that does not keep people out")


RULE = Rule(
    code="BND-SECRET-1",
    name="security-weakness",
    provision="security-awareness",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="internal",
    message="This tells everyone how to get in: a password, a code, a lock or camera that does not work.",
    advice="Take it out, change what was told if it ever went out, and report the weakness to IT or security.",
    find=find,
)

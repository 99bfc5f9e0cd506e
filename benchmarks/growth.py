"""How CPU time grows with the length of a text: for ordinary text and for the worst we can think of."""

import time

import bedside
from bedside import Account, Content, Kind

SIZES = (12_500, 25_000, 50_000, 100_000)
ORDINARY = (
    "Our 3pm was late again, said the nurse in room 12. Flu shots are free on Saturday, March 14, from 9 to noon; "
    "call 555-0123. Meet Ada Example, who walked out of the ICU after nine weeks. #ThankANurse @ada_example "
)
# Texts that make careless patterns try every split: long runs, near misses, open brackets and quotes.
WORST = {
    "ordinary": ORDINARY,
    "letters": "a",
    "capitals": "Aa ",
    "digits": "1",
    "digits and dashes": "123-45-",
    "dots": "a.",
    "at signs": "a@",
    "hashtags": "#Aa",
    "brackets": "[a ",
    "quotes": '"a ',
    "spaces": " ",
    "newlines": "\n",
    "number words": "five ",
    "my": "my my ",
    "your": "thank you for your ",
    "slashes": "https://a.example/a/",
    "entities": "&amp",
    "ampersands": "&",
    "combining": "e\u0301",
    "apostrophes": "a'",
    "of the": "one of the ",
    "names": "Ada Example and ",
    "mixed scripts": "аa",
}


def seconds(text: str, *, kind: Kind = Kind.POST, account: Account = Account.PERSONAL) -> float:
    """Least CPU time of two screenings."""
    content = Content(body=text, kind=kind, account=account, author_role="nurse", in_reply_to=text[:2000])
    times = []
    for _ in range(2):
        before = time.process_time()
        bedside.screen(content, reader="off")
        times.append(time.process_time() - before)
    return min(times)


def growth(piece: str, sizes: tuple[int, ...], **context: object) -> list[float]:
    """CPU seconds at each size of a text made of one repeated piece."""
    return [seconds((piece * (n // len(piece) + 1))[:n], **context) for n in sizes]  # type: ignore[arg-type]


def main() -> None:
    bedside.screen("warm up", reader="off")
    print(f"{'text':20s}" + "".join(f"{n:>12,}" for n in SIZES) + "   growth for 8 times the length")
    for name, piece in WORST.items():
        times = growth(piece, SIZES)
        print(
            f"{name:20s}" + "".join(f"{1000 * t:9.0f} ms" for t in times) + f"   {times[-1] / max(times[0], 1e-4):5.1f}"
        )


if __name__ == "__main__":
    main()

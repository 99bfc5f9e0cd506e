from benchmarks.ledger_proof import KINDS, tamper, untouched


def test_two_hundred_tamperings_of_every_kind_are_found_and_placed() -> None:
    result = tamper(210, 20261124)

    assert len(KINDS) >= 15
    assert set(result.tried) == {kind.__name__ for kind in KINDS}
    assert result.short == []


def test_untouched_bundles_raise_no_alarm() -> None:
    result = untouched(40, 7)

    assert result.tried["untouched"] == 40
    assert result.short == []

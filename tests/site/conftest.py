"""What the pages that show several apps need: the organisations and people of the desk's tests."""

from tests.desk.conftest import at_clinic, clinic, hospital, others, people

__all__ = ["at_clinic", "clinic", "hospital", "others", "people"]

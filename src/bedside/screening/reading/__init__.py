"""The reading: content taken apart once, so that rules can ask who is told about and how."""

from bedside.screening.reading.learned.inference import model_of
from bedside.screening.reading.reading import Part, Place, Reading, read

__all__ = ["Part", "Place", "Reading", "model_of", "read"]

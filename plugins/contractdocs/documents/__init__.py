"""Text into data, with the place of every part: YAML 1.2 and JSON, bounded before any object is built."""

from .document import Document, DocumentError, Limits, Place, Problem
from .reading import parse, parse_front_matter

__all__ = ["Document", "DocumentError", "Limits", "Place", "Problem", "parse", "parse_front_matter"]

"""Reading: from the blocks of a sheet to headed sections and the rows under them."""

from zhanlian.intake.reading.scanner import Part, Scan, SheetScanner
from zhanlian.intake.reading.section import Section, signature_of

__all__ = ["Part", "Scan", "Section", "SheetScanner", "signature_of"]

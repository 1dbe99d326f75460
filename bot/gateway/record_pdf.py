"""A note as a PDF: one column, dark on white, headings that a screen reader finds, any letter of Latin
script.
"""

from __future__ import annotations

from importlib.resources import files

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.gateway.record import Note

_FAMILY = "note"
_MARGIN_MM = 20


def as_pdf(note: Note) -> bytes:
    """The note as the bytes of a PDF file."""
    pdf = FPDF(format="A4")
    pdf.set_lang("en-GB")
    pdf.set_title(note.title)
    pdf.set_margin(_MARGIN_MM)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN_MM)
    for style, name in (("", "Regular"), ("B", "Bold")):
        pdf.add_font(_FAMILY, style, _font(name))
    pdf.add_page()
    _write(pdf, note.title, size=16, style="B", after=2)
    _write(pdf, note.limits, size=11, style="B", after=2)
    _write(pdf, note.made, size=10, after=4)
    for section in note.sections:
        pdf.start_section(section.heading)
        _write(pdf, section.heading, size=13, style="B", after=1)
        for line in section.lines:
            _write(pdf, f"\u2022 {line}", size=11, after=1)
        pdf.ln(3)
    return bytes(pdf.output())


def _write(pdf: FPDF, text: str, *, size: int, style: str = "", after: float) -> None:
    pdf.set_font(_FAMILY, style, size)
    known = "".join(one if ord(one) < 0xFFFF else "\ufffd" for one in text)
    pdf.multi_cell(0, size * 0.5, known, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(after)


def _font(name: str) -> str:
    return str(files("fontpkg_atkinson_hyperlegible") / "files" / f"AtkinsonHyperlegible-{name}.ttf")

"""The address of a room as a QR code, drawn into the page itself."""

import segno
from django.utils.safestring import SafeString, mark_safe


def code_as_svg(address: str) -> SafeString:
    """Dark on light in every colour scheme: cameras read it so."""
    drawing = segno.make(address, error="m", micro=False).svg_inline(
        border=2, svgclass="qr-code", lineclass="qr-code__dots", omitsize=True, light="white"
    )
    return mark_safe(drawing)  # made of squares here, with nothing of the address in it

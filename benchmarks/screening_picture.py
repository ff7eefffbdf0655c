"""The calibration plot as SVG: what the model said against what was so."""

from collections.abc import Sequence

SIDE, MARGIN, RADIUS = 320, 48, 5
INK, LINE, GROUND, GREY = "#1f2933", "#b3261e", "#ffffff", "#9aa5b1"
ACROSS, UPWARD = "模型给出的概率 · chance said", "实际为诈骗的比例 · share that was fraud"


def draw(points: Sequence[tuple[float, float]]) -> str:
    """One dot per bin, joined; the grey diagonal is perfect calibration."""
    placed = [(MARGIN + said * SIDE, MARGIN + (1 - seen) * SIDE) for said, seen in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="{LINE}"/>' for x, y in placed
    )
    whole, end = SIDE + 2 * MARGIN, MARGIN + SIDE
    ticks = "".join(
        f'<text x="{MARGIN + at * SIDE:.0f}" y="{end + 18}" text-anchor="middle">{at:g}</text>'
        f'<text x="{MARGIN - 8}" y="{end - at * SIDE + 4:.0f}" text-anchor="end">{at:g}</text>'
        for at in (0, 0.25, 0.5, 0.75, 1)
    )
    middle = f"{whole / 2:.0f}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}"',
        f'font-family="sans-serif" font-size="12" fill="{INK}" role="img"',
        'aria-label="calibration of the screening model">',
        f'<rect width="{whole}" height="{whole}" fill="{GROUND}"/>',
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}"',
        f'fill="none" stroke="{INK}"/>',
        f'<line x1="{MARGIN}" y1="{end}" x2="{end}" y2="{MARGIN}"',
        f'stroke="{GREY}" stroke-dasharray="4 4"/>',
        f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="2"/>{dots}{ticks}',
        f'<text x="{middle}" y="{whole - 8}" text-anchor="middle">{ACROSS}</text>',
        f'<text x="14" y="{middle}" text-anchor="middle"',
        f'transform="rotate(-90 14 {middle})">{UPWARD}</text></svg>',
    ]
    return "\n".join(parts) + "\n"

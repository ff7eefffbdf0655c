"""The calibration plot as SVG: what the model said against what was so."""

from collections.abc import Sequence

SIDE, MARGIN, RADIUS = 320, 48, 5
INK, LINE, GROUND = "#1f2933", "#b3261e", "#ffffff"


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
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
        f'font-family="sans-serif" font-size="12" fill="{INK}" role="img" '
        f'aria-label="calibration of the screening model">'
        f'<rect width="{whole}" height="{whole}" fill="{GROUND}"/>'
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{INK}"/>'
        f'<line x1="{MARGIN}" y1="{end}" x2="{end}" y2="{MARGIN}" stroke="#9aa5b1" stroke-dasharray="4 4"/>'
        f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="2"/>{dots}{ticks}'
        f'<text x="{whole / 2:.0f}" y="{whole - 8}" text-anchor="middle">模型给出的概率 · chance said</text>'
        f'<text x="14" y="{whole / 2:.0f}" text-anchor="middle" '
        f'transform="rotate(-90 14 {whole / 2:.0f})">实际为诈骗的比例 · share that was fraud</text></svg>\n'
    )

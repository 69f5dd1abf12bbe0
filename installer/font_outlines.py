"""Redraw outlines with few quadratic curves: flattened polygons and cubic curves alike.

HanaMin is drawn with straight lines only (about 190 points a glyph) and Fandol with traced cubic curves; both take half
the room as quadratic curves that stay within a small distance of the original. Only + - * / and sqrt on floats are
used, which give the same bits on every machine, so that a rebuilt font is equal byte for byte.
"""

from __future__ import annotations

from itertools import pairwise
from math import floor, sqrt

Point = tuple[float, float]
Node = tuple[int, int, bool]  # x, y, on the curve
Cubic = tuple[Point, Point, Point, Point]

_SMOOTH_COSINE = 0.88  # a turn of less than about 28 degrees may belong to a curve
_LONGEST_CHORD = 130.0  # a longer straight piece is meant to be straight
_LONGEST_RUN = 40  # pieces tried as one curve
_CUBIC_STEPS = 8


def redraw(polygon: list[Point], tolerance: float) -> list[Node]:
    """Give a closed polygon as on- and off-curve points that stay within `tolerance` font units of it."""
    points = _without_repeats(polygon)
    if len(points) < 3:
        return []
    corners = [i for i in range(len(points)) if not _is_smooth(points, i)]
    start = corners[0] if corners else 0
    points = points[start:] + points[:start] + [points[start]]
    stops = [i - start for i in corners] if corners else [0]
    stops.append(len(points) - 1)
    nodes: list[Node] = []
    for first, last in pairwise(stops):
        nodes += _run(points[first : last + 1], tolerance)
    return _thin(nodes, tolerance)


def flatten(curve: Cubic) -> list[Point]:
    """Give points along a cubic curve, without its first one."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    points: list[Point] = []
    for step in range(1, _CUBIC_STEPS + 1):
        t = step / _CUBIC_STEPS
        s = 1.0 - t
        a, b, c, d = s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t
        points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def _without_repeats(polygon: list[Point]) -> list[Point]:
    """Drop points equal to the one before, around the whole contour."""
    return [p for p, before in zip(polygon, polygon[-1:] + polygon[:-1], strict=True) if p != before]


def _is_smooth(points: list[Point], i: int) -> bool:
    """Tell whether the outline runs on through point i as a curve would."""
    (xa, ya), (xb, yb), (xc, yc) = points[i - 1], points[i], points[(i + 1) % len(points)]
    ux, uy, vx, vy = xb - xa, yb - ya, xc - xb, yc - yb
    u, v = sqrt(ux * ux + uy * uy), sqrt(vx * vx + vy * vy)
    return u <= _LONGEST_CHORD and v <= _LONGEST_CHORD and ux * vx + uy * vy >= _SMOOTH_COSINE * u * v


def _run(points: list[Point], tolerance: float) -> list[Node]:
    """Draw the open run between two corners, its last point left to the next run."""
    nodes: list[Node] = []
    first = 0
    while first < len(points) - 1:
        last, control = _longest_piece(points, first, tolerance)
        nodes.append((*_on_grid(points[first]), True))
        if control is not None:
            nodes.append((*_on_grid(control), False))
        first = last
    return nodes


def _on_grid(point: Point) -> tuple[int, int]:
    """Round halves upward, never to even: strokes of one width stay so wherever they stand."""
    return floor(point[0] + 0.5), floor(point[1] + 0.5)


def _longest_piece(points: list[Point], first: int, tolerance: float) -> tuple[int, Point | None]:
    """Find, by halving, how far one line or one curve from `first` reaches; give its end and its control point."""
    limit = min(len(points) - 1, first + _LONGEST_RUN)
    best, control = first + 1, None
    low, high = first + 1, limit
    probe = limit
    while low < high:
        fits, found = _fit(points[first : probe + 1], tolerance)
        if fits:
            best, control, low = probe, found, probe
        else:
            high = probe - 1
        probe = (low + high + 1) // 2
    return best, control


def _fit(piece: list[Point], tolerance: float) -> tuple[bool, Point | None]:
    """Try a straight line (no control point), then the least-squares quadratic curve."""
    (x0, y0), (x2, y2) = piece[0], piece[-1]
    inner = piece[1:-1]
    if _is_straight(piece, tolerance):
        return True, None
    times = _chord_times(piece)
    cx = cy = weight = 0.0
    for (x, y), t in zip(inner, times[1:-1], strict=True):
        s = 1.0 - t
        b = 2.0 * s * t
        cx += b * (x - s * s * x0 - t * t * x2)
        cy += b * (y - s * s * y0 - t * t * y2)
        weight += b * b
    x, y = _on_grid((cx / weight, cy / weight))
    control = (float(x), float(y))
    return _stays_near(piece, times, control, tolerance), control


def _is_straight(piece: list[Point], tolerance: float) -> bool:
    """Tell whether the inner points lie beside the line from end to end, and between its ends."""
    (x0, y0), (x2, y2) = piece[0], piece[-1]
    dx, dy = x2 - x0, y2 - y0
    square = dx * dx + dy * dy
    bound = tolerance * sqrt(square)
    return square > 0 and all(
        abs(dx * (y - y0) - dy * (x - x0)) <= bound and 0 <= dx * (x - x0) + dy * (y - y0) <= square
        for x, y in piece[1:-1]
    )


def _chord_times(piece: list[Point]) -> list[float]:
    """Give each point its share of the piece's length, from 0 to 1."""
    lengths = [0.0]
    for (xa, ya), (xb, yb) in pairwise(piece):
        lengths.append(lengths[-1] + sqrt((xb - xa) * (xb - xa) + (yb - ya) * (yb - ya)))
    return [length / lengths[-1] for length in lengths]


def _stays_near(piece: list[Point], times: list[float], control: Point, tolerance: float) -> bool:
    """Tell whether the curve passes all inner points and the middle of every side within `tolerance`."""
    for i, (x, y) in enumerate(piece[:-1]):
        if i and not _passes(piece, control, times[i], (x, y), tolerance):
            return False
        middle = ((x + piece[i + 1][0]) / 2, (y + piece[i + 1][1]) / 2)
        if not _passes(piece, control, (times[i] + times[i + 1]) / 2, middle, tolerance):
            return False
    return True


def _passes(piece: list[Point], control: Point, t: float, point: Point, tolerance: float) -> bool:
    """Tell whether the curve at time t lies within `tolerance` of the point, measured across its direction."""
    (x0, y0), (x1, y1), (x2, y2) = piece[0], control, piece[-1]
    s = 1.0 - t
    ex = s * s * x0 + 2.0 * s * t * x1 + t * t * x2 - point[0]
    ey = s * s * y0 + 2.0 * s * t * y1 + t * t * y2 - point[1]
    tx, ty = s * (x1 - x0) + t * (x2 - x1), s * (y1 - y0) + t * (y2 - y1)
    off = abs(tx * ey - ty * ex)
    return ex * ex + ey * ey <= 16.0 * tolerance * tolerance and off <= tolerance * sqrt(tx * tx + ty * ty)


def _thin(nodes: list[Node], tolerance: float) -> list[Node]:
    """Drop on-curve points that lie on the line between their neighbours, or halfway between two controls.

    Never two in a row: small steps would add up to a large one.
    """
    kept = nodes[:1]
    for i in range(1, len(nodes)):
        before, node, after = nodes[i - 1], nodes[i], nodes[(i + 1) % len(nodes)]
        if kept[-1] is before and len(nodes) > 4 and _is_idle(before, node, after, tolerance):
            continue
        kept.append(node)
    return kept


def _is_idle(before: Node, node: Node, after: Node, tolerance: float) -> bool:
    """Tell whether the outline stays the same without this point."""
    (xa, ya, a), (x, y, on), (xc, yc, c) = before, node, after
    if not on or a != c:
        return False
    if not a:
        return abs(xa + xc - 2 * x) <= 1 and abs(ya + yc - 2 * y) <= 1
    return _is_straight([(xa, ya), (x, y), (xc, yc)], tolerance * 0.5)

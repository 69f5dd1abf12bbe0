"""Redraw outlines with few quadratic curves: flattened polygons and cubic curves alike.

HanaMin is drawn with straight lines only (about 190 points a glyph) and Fandol with traced cubic curves; both take half
the room as quadratic curves that stay within a small distance of the original. Only + - * / and sqrt on floats are
used, which give the same bits on every machine, so that a rebuilt font is equal byte for byte.
"""

from __future__ import annotations

from math import sqrt

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
    for first, last in zip(stops, stops[1:], strict=False):
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
        nodes.append((round(points[first][0]), round(points[first][1]), True))
        if control is not None:
            nodes.append((round(control[0]), round(control[1]), False))
        first = last
    return nodes


def _longest_piece(points: list[Point], first: int, tolerance: float) -> tuple[int, Point | None]:
    """Find how far one line or one curve from `first` reaches, by doubling and halving the reach."""
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
    dx, dy = x2 - x0, y2 - y0
    bound = tolerance * sqrt(dx * dx + dy * dy)
    if all(abs(dx * (y - y0) - dy * (x - x0)) <= bound for x, y in inner):
        return True, None
    times = _chord_times(piece)
    cx = cy = weight = 0.0
    for (x, y), t in zip(inner, times, strict=True):
        s = 1.0 - t
        b = 2.0 * s * t
        cx += b * (x - s * s * x0 - t * t * x2)
        cy += b * (y - s * s * y0 - t * t * y2)
        weight += b * b
    cx, cy = cx / weight, cy / weight
    return _stays_near(piece, times, (float(round(cx)), float(round(cy))), tolerance), (cx, cy)


def _chord_times(piece: list[Point]) -> list[float]:
    """Give each inner point its share of the piece's length."""
    lengths = [0.0]
    for (xa, ya), (xb, yb) in zip(piece, piece[1:], strict=False):
        lengths.append(lengths[-1] + sqrt((xb - xa) * (xb - xa) + (yb - ya) * (yb - ya)))
    return [length / lengths[-1] for length in lengths[1:-1]]


def _stays_near(piece: list[Point], times: list[float], control: Point, tolerance: float) -> bool:
    """Tell whether every inner point lies within `tolerance` of the curve, measured across its direction."""
    (x0, y0), (x1, y1), (x2, y2) = piece[0], control, piece[-1]
    for (x, y), t in zip(piece[1:-1], times, strict=True):
        s = 1.0 - t
        ex = s * s * x0 + 2.0 * s * t * x1 + t * t * x2 - x
        ey = s * s * y0 + 2.0 * s * t * y1 + t * t * y2 - y
        tx, ty = s * (x1 - x0) + t * (x2 - x1), s * (y1 - y0) + t * (y2 - y1)
        length = sqrt(tx * tx + ty * ty)
        if ex * ex + ey * ey > 16.0 * tolerance * tolerance or abs(tx * ey - ty * ex) > tolerance * length:
            return False
    return True


def _thin(nodes: list[Node], tolerance: float) -> list[Node]:
    """Drop on-curve points between two lines that lie on (nearly) one line, or halfway between two controls."""
    kept: list[Node] = []
    count = len(nodes)
    for i, (x, y, on) in enumerate(nodes):
        xa, ya, before = kept[-1] if kept else nodes[-1]
        xc, yc, after = nodes[(i + 1) % count]
        if on and before and after and count > 3:
            dx, dy = xc - xa, yc - ya
            ahead = 0 <= dx * (x - xa) + dy * (y - ya) <= dx * dx + dy * dy
            if ahead and abs(dx * (y - ya) - dy * (x - xa)) <= tolerance * 0.5 * sqrt(dx * dx + dy * dy):
                continue
        if on and not before and not after and abs(xa + xc - 2 * x) <= 1 and abs(ya + yc - 2 * y) <= 1:
            continue
        kept.append((x, y, on))
    return kept

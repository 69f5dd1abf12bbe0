"""Pictures that lie on a form's sheet are printed where they lie; a picture that is dangerous is refused with its cell."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageChops

from fupin_desk.core.errors import DeskError
from fupin_desk.forms.catalog import Form, load_form
from fupin_desk.forms.values import Value
from fupin_desk.forms.xlsx import to_xlsx
from tests.forms.sheets import NAMES, data, form, printed, save, sheet
from tests.forms.test_bad_forms import altered, refusal

RED = (200, 20, 20)
MEDIA = "xl/media/image1.png"


def image(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, RED if mode == "RGB" else 1 if mode == "P" else (*RED, 128)).save(out, kind)
    return out.getvalue()


def with_image(cell: str, content: bytes, **more: str) -> Worksheet:
    made = sheet({"A1": "表", "B2": "{{姓名}}", "C9": "表脚", **more})
    made.add_image(SheetImage(io.BytesIO(content)), cell)
    return made


def picture(pdf: bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=2).to_pil().convert("RGB")


def red_box(found: Image.Image) -> tuple[float, float, float, float] | None:
    """Where the picture is red, in points from the upper left of the page."""
    red, green, _ = found.split()
    box = ImageChops.subtract(red, green).point(lambda more: 255 if more > 60 else 0).getbbox()
    return None if box is None else tuple(edge / 2 for edge in box)  # type: ignore[return-value]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP"])
def test_a_picture_is_printed_where_it_lies(tmp_path: Path, kind: str) -> None:
    made = form(with_image("C4", image(kind)), tmp_path)
    box = red_box(picture(printed(made, data(姓名="甲"))[0]))
    layout = made.layout
    left, top = layout.left + layout.edges[2], layout.paper.top + sum(row.height for row in layout.rows[:3])
    assert box == pytest.approx((left, top, left + 45, top + 30), abs=1.1), "60 x 40 pixels of 1/96 inch"


def test_a_picture_between_two_cells_takes_their_room_at_any_scale(tmp_path: Path) -> None:
    made = with_image("A1", image())
    made._images[0].anchor = TwoCellAnchor(_from=AnchorMarker(1, 0, 2, 0), to=AnchorMarker(3, 0, 6, 0))
    made.page_setup.scale = 80
    loaded = form(made, tmp_path)
    layout = loaded.layout
    box = red_box(picture(printed(loaded, data())[0]))
    tops = [sum(row.height for row in layout.rows[:n]) + layout.paper.top for n in (2, 6)]
    assert box == pytest.approx((layout.left + layout.edges[1], tops[0], layout.left + layout.edges[3], tops[1]), abs=1.1)


def test_a_stamp_can_be_seen_through(tmp_path: Path) -> None:
    made = form(with_image("A1", image(mode="RGBA", size=(200, 60))), tmp_path)
    found = picture(printed(made, data())[0])
    box = red_box(found)
    assert box is not None
    left, top, right, low = (round(edge * 2) for edge in box)
    red, green, _ = (band.tobytes() for band in found.crop((left, top, right, low)).split())
    assert sum(abs(tone - 137) < 8 for tone in green) > len(green) * 0.8, "half as strong as the picture itself"
    assert sum(r < 130 and g < 40 for r, g in zip(red, green, strict=True)) > 20, "the text below is read"


def test_it_is_written_once_for_all_copies_and_is_on_every_first_page(tmp_path: Path) -> None:
    made = form(with_image("C4", image()), tmp_path)
    pdf, _ = printed(made, *[data(姓名=f"甲{n}") for n in range(6)])
    assert pdf.count(b"/Subtype/Image") == 1
    assert all(red_box(picture(pdf, n)) for n in range(6))


def test_it_stays_with_its_row_where_rows_grow(tmp_path: Path) -> None:
    made = with_image("A3", image(), B1="{{户.金额}}")
    told = made.parent.create_sheet("说明")
    told.append(("行高", "可增高"))
    made["B1"].alignment = Alignment(wrap_text=True)
    loaded = form(made, tmp_path)
    small, large = (red_box(picture(printed(loaded, data(金额=Value("长" * n)))[0])) for n in (1, 200))
    assert small is not None
    assert large is not None
    assert large[1] > small[1] + 40
    assert large[3] - large[1] == pytest.approx(small[3] - small[1], abs=1.1)


def test_a_picture_beside_the_print_area_is_left_out(tmp_path: Path) -> None:
    made = with_image("E2", image())
    made.print_area = "A1:C9"
    assert red_box(picture(printed(form(made, tmp_path), data())[0])) is None


def test_a_filled_workbook_keeps_its_pictures(tmp_path: Path) -> None:
    made = form(with_image("C4", image()), tmp_path)
    to_xlsx(made, [data(姓名="甲"), data(姓名="乙")], tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert [len(found._images) for found in book.worksheets] == [1, 1]
    start = book.worksheets[1]._images[0].anchor._from
    assert (start.col, start.row) == (2, 3)


# ------------------------------------------------------------------------------------------------ dangerous ones


def swapped(folder: Path, content: bytes, cell: str = "D7") -> Path:
    """A form whose picture's file is replaced by other bytes."""
    return altered(save(with_image(cell, image()), folder), lambda parts: parts.update({MEDIA: content}))


def bomb(width: int, height: int) -> bytes:
    """A valid PNG of few bytes that unfolds to width x height points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (width // 8 + 1)) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(8_000, 8_000), (30_000, 30_000)])
def test_an_image_bomb_is_refused_with_its_cell_and_never_unfolded(tmp_path: Path, width: int, height: int) -> None:
    content = bomb(width, height)
    assert len(content) < 200_000
    text = refusal(swapped(tmp_path, content))
    assert "的 D7 的图片有" in text
    assert "解开后太大" in text


def test_a_claimed_size_is_believed_before_anything_is_unfolded(tmp_path: Path) -> None:
    small = bytearray(image())
    small[16:24] = struct.pack(">II", 60_000, 60_000)
    small[29:33] = struct.pack(">I", zlib.crc32(bytes(small[12:29])))
    assert "D7 的图片有" in refusal(swapped(tmp_path, bytes(small)))


@pytest.mark.parametrize("content", [b"", b"no picture", image()[:90], b"\x89PNG\r\n\x1a\n" + b"\0" * 50, image("JPEG")[:300]])
def test_a_spoilt_picture_is_refused_with_its_cell(tmp_path: Path, content: bytes) -> None:
    assert "的 D7 的图片已损坏或不是图片" in refusal(swapped(tmp_path, content))


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "PPM"])
def test_other_kinds_of_picture_are_refused_by_name(tmp_path: Path, kind: str) -> None:
    assert f"D7 的图片是 {kind} 格式" in refusal(swapped(tmp_path, image(kind)))


def test_a_picture_of_megabytes_is_refused(tmp_path: Path) -> None:
    assert "D7 的图片有 6.0 MB" in refusal(swapped(tmp_path, image() + b"\0" * 6_000_000))


def test_a_picture_that_is_not_in_the_file_is_refused(tmp_path: Path) -> None:
    path = altered(save(with_image("D7", image()), tmp_path), lambda parts: parts.pop(MEDIA))
    assert "的 D7 的图片不在文件里" in refusal(path)


def test_too_many_pictures_are_refused(tmp_path: Path) -> None:
    made = with_image("A1", image())
    for n in range(30):
        made.add_image(SheetImage(io.BytesIO(image(size=(4 + n, 4)))), f"B{n + 1}")
    assert "里有 31 张图片" in refusal(save(made, tmp_path))


def test_pictures_of_other_sheets_may_not_be_bombs_either(tmp_path: Path) -> None:
    made = sheet({"A1": "表"})
    made.parent.create_sheet("附图").add_image(SheetImage(io.BytesIO(image())), "B3")
    path = altered(save(made, tmp_path), lambda parts: parts.update({MEDIA: bomb(30_000, 30_000)}))
    with pytest.raises(DeskError, match="的 “附图”表 B3 的图片有"):
        load_form(path, NAMES)


def test_a_photo_is_turned_as_it_was_held(tmp_path: Path) -> None:
    held = Image.new("RGB", (80, 40), RED)
    held.paste((255, 255, 255), (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    held.save(out, "JPEG", exif=exif)
    made = sheet({"A1": "{{户.照片|照片}}"})
    made.row_dimensions[1].height = 120
    loaded: Form = form(made, tmp_path)
    box = red_box(picture(printed(loaded, data(照片=Value("", raw=out.getvalue())))[0]))
    assert box is not None
    middle = loaded.layout.paper.top + 60
    assert box[1] > middle - 2, "the red half lies below"


def test_a_picture_is_a_plain_file_in_the_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(save(with_image("D7", image()), tmp_path)) as package:
        assert MEDIA in package.namelist()

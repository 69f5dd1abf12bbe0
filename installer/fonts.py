"""Rebuild resources/fonts from the package registries, byte for byte, or check the committed files.

    python installer/fonts.py check                       no network, under a second
    python installer/fonts.py build [--packages FOLDER]   npm, apt-get, dpkg-deb and fontTools; minutes

resources/fonts/fonts.toml says what each face is made of and pins the hash of every package and every result. The
faces are known good only with the fontTools version named there. Built on Debian 12, whose packages are named.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
LARGEST_TOTAL = 60_000_000  # bytes of all files together


class FontsError(Exception):
    """What keeps the fonts from being built or trusted, for the terminal."""


@dataclass(frozen=True)
class Package:
    """One package of a registry, pinned."""

    registry: str  # "npm" or "debian"
    name: str
    version: str
    sha256: str


def read_recipe(folder: Path = FONTS) -> dict[str, Any]:
    """Read fonts.toml."""
    with (folder / "fonts.toml").open("rb") as stream:
        return tomllib.load(stream)


def sha256(path: Path) -> str:
    """Give the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def pins(recipe: dict[str, Any]) -> dict[str, str]:
    """Give file name -> pinned hash for every face and licence."""
    found = {entry["file"]: entry["sha256"] for entry in recipe["font"]}
    return found | {entry["file"]: entry["sha256"] for entry in recipe["licence"]}


def faults(folder: Path, recipe: dict[str, Any]) -> list[str]:
    """Say what in the folder differs from the pinned list; nothing when all is well."""
    wrong: list[str] = []
    for name, pinned in pins(recipe).items():
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name}: missing")
        elif (actual := sha256(path)) != pinned:
            wrong.append(f"{name}: sha256 {actual}, pinned {pinned}")
    unknown = {p.name for p in folder.glob("*.ttf")} - set(pins(recipe))
    wrong += [f"{name}: not in fonts.toml" for name in sorted(unknown)]
    total = sum(p.stat().st_size for p in folder.iterdir() if p.is_file())
    if total > LARGEST_TOTAL:
        wrong.append(f"{total} bytes together, at most {LARGEST_TOTAL}")
    return wrong


def package_of(entry: dict[str, Any]) -> Package:
    """Read the package a face, licence or character list comes from."""
    return Package(entry["registry"], entry["package"], entry["version"], entry["package_sha256"])


def run(command: list[str], cwd: Path) -> None:
    """Run a registry's client; raise FontsError with its last words when it fails."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise FontsError(f"{command[0]} is not installed") from error
    if done.returncode:
        raise FontsError(f"{' '.join(command)} failed: {done.stderr.strip()[-500:]}")


def fetch(package: Package, folder: Path) -> Path:
    """Download a package into the folder unless it is there, check its hash, and give its path."""
    stem = package.name.lstrip("@").replace("/", "-")
    if package.registry == "npm":
        path = folder / f"{stem}-{package.version}.tgz"
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    else:
        path = folder / f"{stem}_{package.version.replace(':', '%3a')}_all.deb"
        command = ["apt-get", "-o", "APT::Sandbox::User=root", "download", f"{package.name}={package.version}"]
    if not path.is_file():
        run(command, folder)
    if not path.is_file():
        raise FontsError(f"{command[0]} brought no {path.name}")
    if (actual := sha256(path)) != package.sha256:
        raise FontsError(f"{path.name}: sha256 {actual}, pinned {package.sha256}")
    return path


class Downloads:
    """The downloaded packages and their members, each package fetched once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._archives: dict[Package, tarfile.TarFile] = {}

    def read(self, package: Package, member: str) -> bytes:
        """Give one file of a package, unzipped when its name ends in .gz."""
        if package not in self._archives:
            self._archives[package] = self._open(package)
        stream = self._archives[package].extractfile(member)
        if stream is None:
            raise FontsError(f"{package.name} has no file {member}")
        data = stream.read()
        return gzip.decompress(data) if member.endswith(".gz") else data

    def _open(self, package: Package) -> tarfile.TarFile:
        path = fetch(package, self._folder)
        if path.suffix == ".tgz":
            return tarfile.open(path)
        unpacked = path.with_suffix(".tar")
        with unpacked.open("wb") as out:
            if subprocess.run(["dpkg-deb", "--fsys-tarfile", str(path)], stdout=out, check=False).returncode:
                raise FontsError(f"dpkg-deb cannot unpack {path.name}")
        return tarfile.open(unpacked)


def licence_text(downloads: Downloads, entry: dict[str, Any]) -> bytes:
    """Join the licence's files of a package, one blank line between."""
    texts = [downloads.read(package_of(entry), member).rstrip() for member in entry["members"]]
    return b"\n\n".join(texts) + b"\n"


def build(out: Path, packages: Path, recipe: dict[str, Any]) -> None:
    """Write every face and licence into `out`; raise FontsError when a package cannot be had as pinned."""
    # fontTools comes with the development environment only; `check` must work without it.
    import fontTools  # noqa: PLC0415

    import font_faces  # noqa: PLC0415

    if fontTools.version != recipe["fonttools"]:
        print(f"fontTools is {fontTools.version}, the hashes were taken with {recipe['fonttools']}", file=sys.stderr)
    downloads = Downloads(packages)
    for entry in recipe["licence"]:
        (out / entry["file"]).write_bytes(licence_text(downloads, entry))
    listed = recipe["characters"]
    table = downloads.read(package_of(listed), listed["member"])
    sets = font_faces.Repertoires(table)
    for entry in recipe["font"]:
        parts = entry.get("parts", [entry])
        package = package_of(entry)
        sources = [(BytesIO(downloads.read(package, p["member"])), sets.named(p["repertoire"])) for p in parts]
        covered = font_faces.make_face(sources, entry, out / entry["file"])
        sets.note(entry["role"], covered)
        print(f"{entry['file']}: {(out / entry['file']).stat().st_size} bytes, {len(covered)} characters", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when the files are as pinned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="compare resources/fonts with the pinned hashes")
    builder = commands.add_parser("build", help="make the files anew")
    builder.add_argument("--out", type=Path, default=FONTS, help="folder to write to (default: resources/fonts)")
    builder.add_argument("--packages", type=Path, help="folder that keeps the downloads")
    given = parser.parse_args(arguments)
    try:
        recipe = read_recipe()
        folder = FONTS
        if given.command == "build":
            folder = given.out
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory() as spare:
                packages = given.packages or Path(spare)
                packages.mkdir(parents=True, exist_ok=True)
                build(folder, packages.resolve(), recipe)
        wrong = faults(folder, recipe)
    except (FontsError, OSError, KeyError, tarfile.TarError) as error:
        wrong = [str(error)]
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print(f"{len(pins(recipe))} files are as pinned")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Build ``map.html``: read the record, validate it, draw the map, save it."""

import argparse
import sys
from pathlib import Path

import geo
from geo.cli.report import report
from geo.cli.report import tell_errors
from geo.issues.errors import counted
from geo.record.files import write_text
from geo.record.paths import ROOT


def main() -> int:
    """Build the page, unless the record has errors, and tell what is in it."""
    parser = argparse.ArgumentParser(description="Build map.html from the record.")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder that holds layers/ and data/")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "map.html", help="file to write")
    parser.add_argument("--tianditu-key", default="", metavar="KEY", help="offer Tianditu's basemap, with this key")
    parser.add_argument("--carto-key", default="", metavar="KEY", help="offer CARTO's basemap, with this key")
    parser.add_argument(
        "--review-number", default="", metavar="TEXT", help="approval number (审图号) to show on the map"
    )
    parser.add_argument("--public-url", default="", metavar="URL", help="address for links copied from a file on disk")
    parser.add_argument("--no-boundaries", action="store_true", help="leave out all administrative boundaries")
    args = parser.parse_args()
    return tell_errors(lambda: build(args.root, args.output, options_of(args)))


def options_of(args: argparse.Namespace) -> geo.MapOptions:
    """Return what was chosen on the command line."""
    return geo.MapOptions(
        tianditu_key=args.tianditu_key,
        carto_key=args.carto_key,
        review_number=args.review_number,
        public_url=args.public_url,
        boundaries=not args.no_boundaries,
    )


def build(root: Path, output: Path, options: geo.MapOptions) -> int:
    """Build the page of the record at ``root``; return the exit code."""
    record = geo.read(root)
    if report(geo.validate(record)):
        return 1
    atlas = geo.Atlas(record)
    page = geo.render_page(atlas, options)
    write_text(output, page)
    print(f"{output.resolve()}: {len(page.encode()) / 1000:.0f} kB")
    print(summary(atlas))
    return 0


def summary(atlas: geo.Atlas) -> str:
    """Return in one line what the map holds."""
    layers = ", ".join(f"{layer} {count}" for layer, count in atlas.sites["layer"].value_counts(sort=False).items())
    drawn = int(atlas.sites.geometry.notna().sum())
    differing = [claim for claims in atlas.claims.values() for claim in claims if claim.differs]
    resolved = sum(claim.resolution is not None for claim in differing)
    return (
        f"{counted(len(atlas.sites), 'site')} ({layers}), {drawn} with a position; "
        f"{counted(len(atlas.districts), 'district')}; "
        f"{counted(len(atlas.facts), 'fact')} from {counted(len(atlas.sources), 'source')}, "
        f"{counted(len(differing), 'disagreement')} ({resolved} resolved); "
        f"record {atlas.version} ({atlas.digest})"
    )


if __name__ == "__main__":
    sys.exit(main())

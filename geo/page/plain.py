"""A page without a script, for what needs no map: it opens from a disk and asks no network."""

from __future__ import annotations

from html import escape

from geo.page.policy import content_policy

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 }
div { overflow-x: auto }
table { border-collapse: collapse; margin: 1rem 0; width: 100% }
tr { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
th, td { padding: .4rem .6rem; text-align: left; vertical-align: top }
thead th, tfoot * { font-weight: 600 }
.number { font-variant-numeric: tabular-nums }
td.number, th.number { text-align: right; white-space: nowrap }
[lang="en"], small { font-size: .875rem; font-weight: normal }
""".strip()


def plain_page(title: str, body: str) -> str:
    """Return a whole page.

    Parameters
    ----------
    title
        Its title, as text.
    body
        What is in it, as safe HTML.
    """
    style = f"<style>{_STYLE}</style>"
    return (
        '<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(content_policy(style, ()))}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{style}</head><body><main>{body}</main></body></html>\n"
    )


def named(name_zh: str, name_en: str) -> str:
    """Return a text in both languages, the Chinese one first, as safe HTML."""
    return f'{escape(name_zh)} <span lang="en">{escape(name_en)}</span>'


def heading(name_zh: str, name_en: str) -> str:
    """Return the same on two lines, for the head of a column."""
    return f'{escape(name_zh)}<br><span lang="en">{escape(name_en)}</span>'

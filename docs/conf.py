"""How the site is built: ``make docs``.

Sphinx and not Zensical, since the reference of Python comes from docstrings, which Sphinx alone reads by itself.
Furo as theme: it has a dark form and one for phones, and loads nothing from elsewhere.
"""

import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS.parent), str(DOCS / "extensions")]

from pygments.lexers.special import TextLexer  # noqa: E402
from sphinx.application import Sphinx  # noqa: E402

from geo.record.paths import __version__  # noqa: E402 (found only now)

project = "株洲产业图谱 · Zhuzhou Industry Atlas"
author = "The Zhuzhou Industry Atlas contributors"
release = __version__

extensions = [
    "myst_parser",  # pages in Markdown
    "sphinx.ext.autodoc",  # the reference of Python
    "sphinx.ext.napoleon",  # numpydoc's sections; numpydoc itself would add nothing that these docstrings use
    "sphinx_argparse_cli",  # the reference of the command line
    "languages",
    "record",
    "repository",
]
exclude_patterns = ["_build", "notebooks"]
templates_path = ["_templates"]
language = "en"

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
suppress_warnings = [
    "myst.header",  # the log of changes skips a level between its versions and their lines
    "misc.highlighting_failure",  # nothing colours CSV
]

autodoc_default_options = {
    "members": True,
    "imported-members": True,
    "inherited-members": "tuple,BaseException,Element,MacroElement,Widget",
}
autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_google_docstring = False
napoleon_use_rtype = False
python_maximum_signature_line_length = 80

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {"top_of_page_buttons": []}
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False


def setup(app: Sphinx) -> None:
    """Take blocks of CSV, for which Pygments has no lexer, as they are."""
    app.add_lexer("csv", TextLexer)

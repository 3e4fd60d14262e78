"""Pages in Chinese and in English: the words around them, the link to the other language, and a search for both.

Sphinx builds a site in one language and splits Chinese with jieba. That package has no wheel and no newer version than
of 2020, and the search would still take what a reader types without spaces for one word. Here both the pages and the
query are split into pairs of characters.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from pathlib import Path

import sphinx.locale
from docutils.nodes import document
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

LANGUAGES = {"zh": "en", "en": "zh"}
"""The folders of the languages, each with the other."""
NAMES = {"zh": "中文", "en": "English"}

LOCALE = Path(sphinx.locale.__file__).parent
THEME_IN_CHINESE = {
    "Skip to content": "跳到正文",
    "Back to top": "回到顶部",
    "On this page": "本页内容",
    "Home": "首页",
    "Next": "下一篇",
    "Previous": "上一篇",
    "Made with ": "网页主题：",
}
"""What the theme says and Sphinx's own catalogue does not have."""

RUNS = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")

BREAK = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef\u201d])\n *(?=[\u3400-\u9fff\u201c\uff08])"
    r"|(?<=[\u3001\u3002\uff09\uff0c\uff1a\uff1b])\n *(?=(?!```)[A-Za-z`\[])"
)
"""The end of a line within a paragraph, between characters or after full-width punctuation."""


class SearchChineseAndEnglish(SearchEnglish):
    """English words by their stems, and Chinese by characters and pairs of them."""

    lang = "zh-en"
    language_name = "English"  # by it Sphinx finds the stemmer
    js_splitter_code = """
function splitQuery(query) {
  const runs = query.match(/[\\u3400-\\u9fff]+|(?:(?![\\u3400-\\u9fff])[\\p{Letter}\\p{Number}_])+/gu) ?? [];
  return runs.flatMap((run) =>
    run.length > 1 && /^[\\u3400-\\u9fff]/.test(run)
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : [run],
  );
}
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 (its name in Sphinx)
        """Return the words of a text, for the index."""
        return [word for run in RUNS.findall(input) for word in _words(run)]


def _words(run: str) -> list[str]:
    """Return the words of a run of letters, or the characters and pairs of a run of Chinese.

    >>> _words("承诺表"), _words("park")
    (['承', '诺', '表', '承诺', '诺表'], ['park'])
    """
    if not "\u3400" <= run[0] <= "\u9fff":
        return [run]
    return [*run, *(run[at : at + 2] for at in range(len(run) - 1))]


def join_lines(_app: Sphinx, page: str, source: list[str]) -> None:
    """Join the lines of a paragraph in Chinese, between which a browser would show a space."""
    if page.startswith("zh/"):
        source[0] = BREAK.sub("", source[0])


def set_language(app: Sphinx, pagename: str, _template: str, context: dict, _tree: document | None) -> None:
    """Give a page the words of its language, and a link to the same page in the other one."""
    own, _, rest = pagename.partition("/")
    if own not in LANGUAGES:
        return
    other = LANGUAGES[own]
    if f"{other}/{rest}" in app.env.all_docs:
        context["other_language"] = {"code": other, "name": NAMES[other], "page": f"{other}/{rest}"}
    if own == "zh":
        _set_chinese(app, context)


def _set_chinese(app: Sphinx, context: dict) -> None:
    """Set the words around a page in Chinese, and lead its search box to the page of results in Chinese."""
    catalogue = gettext.translation("sphinx", LOCALE, ["zh_CN"])
    path_to: Callable[..., str] = context["pathto"]

    def translated(text: str) -> str:
        return THEME_IN_CHINESE.get(text) or catalogue.gettext(text)

    def path_in_chinese(page: str, *rest: object, **options: object) -> str:
        return path_to("zh/search" if page == "search" else page, *rest, **options)

    context |= {"language": "zh-CN", "_": translated, "gettext": translated, "pathto": path_in_chinese}
    app.add_js_file("sphinx.js")


def setup(app: Sphinx) -> dict:
    """Add the search and the languages to the site."""
    app.add_search_language(SearchChineseAndEnglish)
    app.config.html_search_language = SearchChineseAndEnglish.lang
    app.config.html_static_path.append(str(LOCALE / "zh_CN/LC_MESSAGES/sphinx.js"))
    app.config.html_additional_pages["zh/search"] = "search.html"
    app.connect("source-read", join_lines)
    app.connect("html-page-context", set_language)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

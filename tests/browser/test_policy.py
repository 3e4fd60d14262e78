"""Whatever gets into the page by some fault of ours runs nothing there, asks nobody and looks as it must."""

from __future__ import annotations

import json

from tests.browser.conftest import LANGS

ELSEWHERE = "https://elsewhere.test"

# What is tried, and the directive that must stop it.
INTRUSIONS = {
    "script": ("put('script', { textContent: 'attacked = 1' })", "script-src-elem"),
    "script from elsewhere": (f"put('script', {{ src: '{ELSEWHERE}/x.js' }})", "script-src-elem"),
    "script as data": ("put('script', { src: 'data:text/javascript,attacked=1' })", "script-src-elem"),
    "module from elsewhere": (f"import('{ELSEWHERE}/x.js').catch(() => 0)", "script-src-elem"),
    "listener in markup": ("put('button', {}, { onclick: 'attacked = 1' }).click()", "script-src-attr"),
    "markup": ("put('p', { innerHTML: '<svg onload=\"attacked = 1\"></svg>' })", "script-src-attr"),
    "link to code": ("put('a', { href: 'javascript:attacked=1' }).click()", "script-src-elem"),
    "text as code": ("eval('attacked = 1')", "script-src"),
    "text as function": ("new Function('attacked = 1')()", "script-src"),
    "text as timer": ("setTimeout('attacked = 1', 0)", "script-src"),
    "worker": ("new Worker('data:text/javascript,1')", "worker-src"),
    "style": ("put('style', { textContent: 'body { color: red }' })", "style-src-elem"),
    "style in markup": ("put('p', {}, { style: 'color: red' })", "style-src-attr"),
    "style from elsewhere": (f"put('link', {{ rel: 'stylesheet', href: '{ELSEWHERE}/x.css' }})", "style-src-elem"),
    "request": (f"fetch('{ELSEWHERE}/').catch(() => 0)", "connect-src"),
    "parting request": (f"navigator.sendBeacon('{ELSEWHERE}/', 'x')", "connect-src"),
    "socket": ("new WebSocket('wss://elsewhere.test/')", "connect-src"),
    "picture from elsewhere": (f"put('img', {{ src: '{ELSEWHERE}/x.png' }})", "img-src"),
    "picture beside the file": ("put('img', { src: 'x.png' })", "img-src"),
    "font": (f"new FontFace('x', 'url({ELSEWHERE}/x.woff)').load().catch(() => 0)", "font-src"),
    "film": (f"put('video', {{ src: '{ELSEWHERE}/x.mp4' }})", "media-src"),
    "frame": (f"put('iframe', {{ src: '{ELSEWHERE}/' }})", "frame-src"),
    "plug-in": (f"put('object', {{ data: '{ELSEWHERE}/' }})", "object-src"),
    "hint": (f"put('link', {{ rel: 'prefetch', href: '{ELSEWHERE}/x' }})", "default-src"),
    "form": (f"put('form', {{ action: '{ELSEWHERE}/', method: 'post' }}).submit()", "form-action"),
    "base": (f"put('base', {{ href: '{ELSEWHERE}/' }})", "base-uri"),
}

# Inside a function of the page's own: what the driver evaluates itself would be let through.
TRIED = """
window.refused = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
const put = (tag, members, attributes = {}) => {
    const element = Object.assign(document.createElement(tag), members);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return document.body.appendChild(element);
};
window.acts = { %s };
window.tryOut = (name) => {
    refused.length = 0;
    setTimeout(acts[name]);
};
"""


def acts(scripts: dict[str, str]) -> str:
    """Return a script that defines these acts, to be tried out by their names."""
    return TRIED % ", ".join(f"{json.dumps(name)}: () => {{ {script}; }}" for name, script in scripts.items())


def test_what_gets_in_is_stopped_by_the_policy(visit):
    told = {}
    with visit(refuses=True) as reader:
        reader.page.add_init_script(acts({name: script for name, (script, _) in INTRUSIONS.items()}))
        reader.open()
        for name in INTRUSIONS:
            reader.page.evaluate("(name) => tryOut(name)", name)
            reader.until("refused.length > 0")
            reader.still()  # what else is refused of it
            told[name] = reader.page.evaluate("refused[0]")
            assert reader.page.evaluate("window.attacked") is None, name
            assert reader.page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)", name
            assert reader.page.evaluate("document.baseURI").startswith(reader.address), name
    assert told == {name: directive for name, (_, directive) in INTRUSIONS.items()}


def test_a_frame_of_markup_inherits_the_policy(visit):
    with visit(refuses=True) as reader:
        frame = "put('iframe', { srcdoc: '<script>parent.attacked = 1</script>' })"
        reader.page.add_init_script(acts({"frame": frame}))
        reader.open().page.evaluate("tryOut('frame')")
        reader.until("document.querySelector('iframe')?.contentDocument.readyState === 'complete'")
        assert reader.page.evaluate("window.attacked") is None


def test_the_page_s_own_work_meets_no_refusal(visit):
    """Pictures, files and every kind of state: the fixture's end asks for a log without a word of refusal."""
    with visit() as reader:
        for lang in LANGS:
            reader.open(f"#lang={lang}&place=430204&facts=1")
            for state in ("&table=1", "&colour=sites", "&page=sources", "&q=zzzz", ""):
                reader.go(f"#lang={lang}{state}")
        for key in ("geojson", "csv", "kml", "png"):
            with reader.page.expect_download():
                reader.take(key)

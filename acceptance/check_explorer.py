"""The page of `prod2vec serve` in a real browser: each view at three widths and in both colours, by keyboard, mouse and touch; its addresses; names that attack; a token; its size. And the API, by a fuzzer that reads its description."""

import contextlib
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from checks import ROOT, check
from playwright.sync_api import sync_playwright

PROGRAM = ROOT / "prod2vec"
TOKEN = "a-token-of-the-test-0123456789"
WIDTHS = {1440: 900, 820: 1180, 390: 844}
MOST_BYTES = 400_000
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "\u202eright to left",
    "Robert'); DROP TABLE products;--",
    "{{7*7}} ${jndi:ldap://example.com/a}",
]
# Software draws WebGL: the machine may have no graphics card.
BROWSER = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def run(*arguments, **more):
    subprocess.run([PROGRAM, *map(str, arguments)], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **more)


def shop(folder):
    """A generated shop whose first products have names that attack, and two runs over it."""
    run("generate", "--out", folder / "shop", "--products", 300, "--orders", 6000)
    products = folder / "shop" / "products.csv"
    with products.open(newline="") as file:
        head, *rows = csv.reader(file)
    for row, name in zip(rows, HOSTILE, strict=False):
        row[1] = name
    with products.open("w", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    for seed in (1, 2):
        run(
            "run", "--orders", folder / "shop" / "orders.csv", "--products", products, "--out", folder / "runs",
            "--products.category-columns", "aisle,department", "--dim", 16, "--epochs", 3, "--training.seed", seed, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return folder / "runs", [row[0] for row in rows]


@contextlib.contextmanager
def served(runs, *flags, environment=None):
    """A server, and where it is."""
    process = subprocess.Popen(
        [PROGRAM, "serve", "--runs", runs, "--port", "0", *flags],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | (environment or {}),
    )  # fmt: skip
    try:
        for line in process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                break
        else:
            sys.exit("check failed: the server did not start")
        yield found.group(0)
    finally:
        process.terminate()
        process.wait(timeout=30)


class Pages:
    """Pages of a browser that remember everything that may not happen."""

    def __init__(self, browser, server):
        self.browser = browser
        self.server = server
        self.faults = []

    @contextlib.contextmanager
    def open(self, address="", width=1440, scheme="light", touch=False):
        context = self.browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, has_touch=touch, accept_downloads=True, reduced_motion="reduce"
        )
        # Other steps of the gate share the cores.
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.on("console", lambda message: self.faults.append(f"{address}: console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"{address}: {error}"))
        page.on("dialog", lambda dialog: (self.faults.append(f"{address}: a dialog"), dialog.dismiss()))
        page.on("request", lambda request: self.outside(request.url))
        page.goto(f"{self.server}/{address}")
        ready(page)
        yield page
        context.close()

    def outside(self, url):
        if not url.startswith((self.server + "/", "data:", "blob:")):
            self.faults.append(f"asked {url}")

    def require_none(self, what):
        check(not self.faults, f"{what}{': ' if self.faults else ''}{'; '.join(self.faults[:5])}")


def ready(page):
    page.wait_for_selector("#view:not([aria-busy])")


def until(page, expression):
    """Waits until an expression holds; Playwright's own wait needs a policy that allows eval."""
    end = time.monotonic() + 120
    while not page.evaluate(expression):
        if time.monotonic() > end:
            sys.exit(f"check failed: it did not come to {expression}")
        page.wait_for_timeout(30)


def views(ids):
    """The address of each view, and a text that shows that it is there."""
    product = urllib.parse.quote(ids[0], safe="")
    return {
        "#/": "What goes with what?",
        "#/?q=xyzxyz": "Products like",
        f"#/product/{product}": HOSTILE[0],
        f"#/product/{product}?min_orders=5&sort=lift": HOSTILE[0],
        f"#/basket?p={product}&p={ids[10]}&two=1&b_min_orders=20": "What would be added next?",
        f"#/map?at={product}": "A map of the products",
        "#/run": "Do the vectors know what belongs together?",
        "#/compare": "What changed from one run to another?",
        "#/runs": "Runs",
        "#/nothing": "There is nothing here",
    }


OVERLAPS = """() => {
  const shown = [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .map(node => [node, node.getBoundingClientRect()])
    .filter(([node, box]) => node.checkVisibility({visibilityProperty: true}) && box.width > 1 && box.height > 1 && !node.closest("header.bar, .cards"));
  const wrong = [];
  for (let i = 0; i < shown.length; i++) {
    for (let j = i + 1; j < shown.length; j++) {
      const [a, p] = shown[i], [b, q] = shown[j];
      const x = Math.min(p.right, q.right) - Math.max(p.left, q.left), y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (x > 1 && y > 2 && !a.contains(b) && !b.contains(a)) {
        wrong.push(`${a.textContent || a.id} over ${b.textContent || b.id}`);
      }
    }
  }
  return wrong;
}"""


def looks(pages, ids):
    axe = Axe()
    for address, text in views(ids).items():
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                with pages.open(address, width, scheme) as page:
                    where = f"{address} at {width}, {scheme}"
                    shown = page.inner_text("#view")
                    if text not in shown:
                        pages.faults.append(f"{where}: no “{text}”")
                    if address == "#/compare":
                        page.wait_for_selector("#drift-title")
                    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                    if wider > 0:
                        pages.faults.append(f"{where}: {wider} pixels too wide")
                    pages.faults += [f"{where}: {each}" for each in page.evaluate(OVERLAPS)]
                    if width != 820:
                        found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
                        pages.faults += [f"{where}: {each['id']}: {each['nodes'][0]['html'][:120]}" for each in found.response["violations"]]
    pages.require_none(f"{len(views(ids))} addresses at {len(WIDTHS)} widths, light and dark: nothing overlaps, no violation of axe-core, no message")


def clear(page):
    """Clears the filters and waits for the list that comes then, since the buttons of the old one go with it."""
    button = page.wait_for_selector("text=Clear")
    button.evaluate("button => { document.querySelectorAll('.neighbours tbody tr').forEach(row => row.dataset.old = ''); button.click(); }")
    until(page, "document.querySelector('.neighbours tbody tr')?.dataset.old === undefined && document.querySelector('.neighbours tbody tr') !== null")


def by_keyboard(pages, ids):
    with pages.open() as page:
        page.keyboard.press("Tab")
        check(page.evaluate("document.activeElement.textContent") == "Skip to the content", "the first tab is the link to the content")
        page.keyboard.press("Enter")
        check(page.evaluate("document.activeElement.id") == "view", "it goes there")
        page.keyboard.press("/")
        page.keyboard.type("robrt drop")
        page.wait_for_selector("#search-list [role=option]:has-text('Robert')")
        page.wait_for_timeout(300)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector(".view-product h1")
        check(page.inner_text("h1") == HOSTILE[4], f"a misspelt name finds {page.inner_text('h1')}")
        check(page.url.endswith("/product/" + ids[4]), "the address names it")
        # Then the focus goes to the content, away from what has it.
        ready(page)
        page.focus("#filters-min_orders")
        page.keyboard.type("100000")
        until(page, "location.hash.includes('min_orders=100000')")
        until(page, "document.querySelector('.lists').innerText.includes('No product passes the filters.')")
        page.reload()
        ready(page)
        check(page.input_value("#filters-min_orders") == "100000", "the address keeps the filters")
        clear(page)
        page.fill("#filters-within", "aisle=Milk")
        until(page, "location.hash.includes('within=aisle%3DMilk') && [...document.querySelectorAll('.neighbours tbody th small')].every(it => it.innerText.startsWith('Milk'))")
        page.fill("#filters-within", "aisle=Milc")
        until(page, "document.querySelector('#filters-within').getAttribute('aria-invalid') === 'true'")
        clear(page)
        why = page.locator(".neighbours button", has_text="why?").first
        why.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".why:not([hidden]) p")
        check(re.search(r"orders? (has|have) both", page.inner_text(".why:not([hidden])")), "why two products are neighbours")
        page.go_back()
        ready(page)
        check(page.inner_text("h1") == "What goes with what?", "the browser goes back")
        page.keyboard.press("/")
        page.keyboard.type("xyzxyz")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Products like")
    with pages.open("#/map") as page:
        page.focus(".map-surface")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        first = page.inner_text(".map-about h2")
        page.keyboard.press("+")
        check(float(page.get_attribute(".map-surface", "data-zoom") or 1) >= 1 and "at=" in page.url, f"arrow keys walk on the map, to “{first}”")
        page.keyboard.press("Enter")
        page.wait_for_selector(".view-product h1")
        check(page.inner_text("h1") == first, "Enter opens the product")
    pages.require_none("by keyboard: no message")


def by_mouse(pages, ids):
    with pages.open("#/map") as page:
        box = page.locator(".map-surface").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.wheel(0, -600)
        until(page, "Number(document.querySelector('.map-surface').dataset.zoom) > 2")
        page.click("text=All")
        until(page, "Number(document.querySelector('.map-surface').dataset.zoom) === 1")
        page.click("text=Lasso")
        page.mouse.move(box["x"] + 5, box["y"] + 5)
        page.mouse.down()
        for dx, dy in ((box["width"] - 5, 5), (box["width"] - 5, box["height"] - 5), (5, box["height"] - 5)):
            page.mouse.move(box["x"] + dx, box["y"] + dy, steps=3)
        page.mouse.up()
        page.wait_for_selector(".picked li")
        check("products" in page.inner_text(".map-about h2"), f"a lasso around the map takes {page.inner_text('.map-about h2')}")
        with page.expect_download() as saved:
            page.click(".map-about >> text=csv")
        lines = Path(saved.value.path()).read_text().splitlines()
        check(lines[0].startswith("product_id,product_name,orders") and len(lines) > 200, "they are saved as csv")
        check(any("'=cmd" in line for line in lines), "no formula of a spreadsheet is in it")
        page.fill("#map-find", "right left")
        page.wait_for_selector("#map-find-list [role=option]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        until(page, f"location.hash.includes('at={ids[3]}')")
        check(page.inner_text(".map-about h2") == HOSTILE[3], "search lights up a product on the map")
    with pages.open("#/basket") as page:
        page.fill("#basket-find", HOSTILE[4])
        page.wait_for_selector("#basket-find-list [role=option]")
        page.keyboard.press("Enter")
        page.wait_for_selector(".neighbours tbody tr")
        page.click(".neighbours tbody tr:first-child button")
        until(page, "document.querySelectorAll('.chosen li').length === 2")
        page.click("summary:has-text('Paste ids')")
        page.fill("#paste", f"{ids[20]}, nobody\n{ids[21]}")
        page.click("text=Add them")
        until(page, "document.querySelectorAll('.chosen li').length === 4")
        check("nobody" in page.inner_text(".basket .hint"), "an id that no product has is named")
        page.click("text=Compare two settings")
        page.select_option("#settings-1-category", index=1)
        page.wait_for_selector("tr.only")
        address = page.evaluate("location.hash")
    with pages.open(address) as page:
        page.wait_for_selector("tr.only")
        check(page.locator(".chosen li").count() == 4 and page.input_value("#settings-1-category") != "", "the address holds the basket and both settings")
    with pages.open("#/runs") as page:
        page.locator("td:has-text('done')").first.wait_for()
        page.locator("tbody th a").last.click()
        page.wait_for_selector("#other-run")
        check("run=" in page.url, "another run can be looked at")
        page.click(".products-table tbody a")
        page.wait_for_selector(".view-product h1")
        check("run=" in page.url, "and it stays")
        page.click("#other-run a")
        page.wait_for_selector("#other-run", state="detached")
    with pages.open("#/run") as page:
        with page.expect_download() as saved:
            page.click("text=evaluation.json")
        check(saved.value.suggested_filename == "evaluation.json", "files of the run are downloaded")
        with page.context.expect_page() as opened:
            page.click("a.button:has-text('Report')")
        opened.value.wait_for_selector("#product-rows tr")
        check(opened.value.inner_text("#detail-name") != "", "the report opens beside it")
    pages.require_none("by mouse: no message")


def by_touch(pages):
    with pages.open("#/map", 390, touch=True) as page:
        page.evaluate("document.querySelector('.map-surface').scrollIntoView({block: 'center'})")
        page.locator("nav a", has_text="Products").tap()
        page.wait_for_selector(".products-table")
        page.locator(".products-table tbody a").nth(20).tap()
        page.wait_for_selector(".view-product h1")
        name = page.inner_text("h1")
        page.locator("a.button", has_text="Show on the map").tap()
        page.wait_for_selector(".map-about h2")
        check(page.inner_text(".map-about h2") == name, "from a product to its place on the map by touch")
        box = page.locator(".map-surface").bounding_box()
        page.evaluate("document.querySelector('.map-surface').scrollIntoView({block: 'center'})")
        box = page.locator(".map-surface").bounding_box()
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        check(page.inner_text(".map-about h2") != "", "a tap takes a point")
    pages.require_none("by touch: no message")


def first_view(pages):
    with pages.open() as page:
        sizes = page.evaluate("performance.getEntries().filter(it => 'transferSize' in it).map(it => it.transferSize)")
        check(0 < sum(sizes) <= MOST_BYTES, f"the first view is {sum(sizes):,} bytes")
    pages.require_none("no request to another host")


def with_token(browser, runs):
    with served(runs, environment={"PROD2VEC_SERVE_TOKEN": TOKEN}) as server:
        page = browser.new_page()
        page.goto(server)
        page.fill("#token", "wrong")
        page.click("text=Use it")
        page.wait_for_selector("text=The last one was not right.")
        page.fill("#token", TOKEN)
        page.click("text=Use it")
        page.wait_for_selector(".products-table")
        check(TOKEN not in page.url, "the page asks for the token, and keeps it out of the address")
        page.goto(server + "/#/run")
        page.wait_for_selector("#files-title")
        with page.expect_download() as saved:
            page.click("text=evaluation.json")
        check(Path(saved.value.path()).stat().st_size > 100, "files are saved with a token, too")
        page.close()


def fuzz(server, ids, folder):
    """Asks whatever the description allows, about products and runs that exist."""
    with urllib.request.urlopen(f"{server}/api/v1/runs") as answer:
        first, second = (each["id"] for each in json.load(answer)["runs"])
    config = folder / "schemathesis.toml"
    config.write_text(
        f"""[parameters]
"path.id" = {json.dumps(ids[10])}
"path.other" = {json.dumps(ids[11])}
"path.name" = "evaluation.json"
"query.a" = "{first}"
"query.b" = "{second}"
"query.run" = "{first}"
"""
    )
    subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")), "--config-file", config, "run", f"{server}/openapi.json",
            "--max-examples", "25", "--phases", "examples,fuzzing", "--seed", "1", "--no-color", "--checks",
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        ],
        check=True, cwd=folder, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def main():
    folder = Path(tempfile.mkdtemp(prefix="prod2vec-explorer-"))
    try:
        runs, ids = shop(folder)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
            with served(runs) as server:
                pages = Pages(browser, server)
                first_view(pages)
                by_keyboard(pages, ids)
                by_mouse(pages, ids)
                by_touch(pages)
                looks(pages, ids)
                fuzz(server, ids, folder)
            with_token(browser, runs)
            browser.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

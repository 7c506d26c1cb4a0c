"""Draw the icons for home screens from static/icons/icon.svg, with Chromium.

    python -m scripts.icons

The plain ones keep the rounded corners and nothing behind them. The maskable ones are cut to a
shape by the phone: they are full to the edge, and what matters lies in the middle.
"""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from lab.rig.chromium import launch

ICONS = Path(__file__).resolve().parent.parent / "static" / "icons"
SIZES = (192, 512)


def plain(svg: str) -> str:
    return svg


def maskable(svg: str) -> str:
    """With a quarter more of its ground around it: the bars end within the circle of 80% that every
    shape leaves whole."""
    wider = svg.replace('viewBox="0 0 32 32"', 'viewBox="-4 -4 40 40"')
    ground = '<rect width="32" height="32" rx="7"'
    assert wider != svg
    assert ground in wider, "the icon has another ground"
    return wider.replace(ground, '<rect x="-4" y="-4" width="40" height="40"')


def draw(page: Page, svg: str, size: int, file: Path) -> None:
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f'<body style="margin:0">{svg.replace("<svg", f"<svg width={size} height={size}", 1)}'
    )
    page.screenshot(path=file, omit_background=True)


def main() -> None:
    svg = (ICONS / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        for name, shape in (("icon", plain), ("maskable", maskable)):
            for size in SIZES:
                draw(page, shape(svg), size, ICONS / f"{name}-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()

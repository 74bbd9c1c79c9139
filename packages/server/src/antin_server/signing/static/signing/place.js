// Places the box of a mark on the page image; the millimetre fields stay the truth and work without this script.
//
// Markup: <div data-page-stage data-width-mm="210" data-height-mm="297" data-snap="[{x, y, width, height}]"><img …><div data-box
// tabindex="0"><img data-mark-picture src="…"><span data-corner></span></div></div> and inputs [name=x] [name=y] [name=width]
// [name=height] in the form that surrounds it. Millimetres, origin: top left of the page as displayed. data-snap: places proposed.

const SMALLEST_MM = 5, CATCH_MM = 2.5, DRAW_AFTER_MS = 400;
const MARGINS = { left: 30, right: 15, top: 20, bottom: 20 };  // NĐ 30/2020 Phụ lục I

for (const stage of document.querySelectorAll("[data-page-stage]")) start(stage);

function start(stage) {
  const box = stage.querySelector("[data-box]");
  const picture = stage.querySelector("[data-mark-picture]");
  const form = stage.closest("form");
  const fields = Object.fromEntries(["x", "y", "width", "height"].map((name) => [name, form.elements.namedItem(name)]));
  const page = { width: Number(stage.dataset.widthMm), height: Number(stage.dataset.heightMm) };
  const proposed = JSON.parse(stage.dataset.snap || "[]");
  const value = () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, Number(field.value.replace(",", ".")) || 0]));

  const draw = () => {
    const { x, y, width, height } = value();
    box.hidden = false;
    box.style.left = `${(100 * x) / page.width}%`;
    box.style.top = `${(100 * y) / page.height}%`;
    box.style.width = `${(100 * width) / page.width}%`;
    box.style.height = `${(100 * height) / page.height}%`;
    redraw(width, height);
  };
  const redraw = pictured(picture, value());
  const set = (place) => {
    const width = Math.min(Math.max(place.width, SMALLEST_MM), page.width);
    const height = Math.min(Math.max(place.height, SMALLEST_MM), page.height);
    const fit = { width, height, x: Math.min(Math.max(place.x, 0), page.width - width), y: Math.min(Math.max(place.y, 0), page.height - height) };
    for (const [name, field] of Object.entries(fields)) field.value = String(Math.round(fit[name] * 10) / 10);
    draw();
  };

  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    box.focus();
    box.setPointerCapture(event.pointerId);
    const resizes = event.target.hasAttribute("data-corner");
    const from = { ...value(), left: event.clientX, top: event.clientY };
    const scale = page.width / stage.getBoundingClientRect().width;
    const move = (now) => {
      const right = (now.clientX - from.left) * scale, down = (now.clientY - from.top) * scale;
      if (resizes) return set({ ...from, width: from.width + right, height: from.height + down });
      return set(caught({ ...from, x: from.x + right, y: from.y + down }, page, proposed));
    };
    box.addEventListener("pointermove", move);
    box.addEventListener("pointerup", () => box.removeEventListener("pointermove", move), { once: true });
    box.addEventListener("pointercancel", () => box.removeEventListener("pointermove", move), { once: true });
  });

  // Arrows move by 1 mm, with Shift by 10 mm, with Alt they resize.
  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const [right, down] = step.map((one) => one * (event.shiftKey ? 10 : 1));
    const now = value();
    set(event.altKey ? { ...now, width: now.width + right, height: now.height + down } : { ...now, x: now.x + right, y: now.y + down });
  });

  stage.addEventListener("click", (event) => {
    if (box.contains(event.target)) return;
    const area = stage.getBoundingClientRect();
    const now = value();
    const scale = page.width / area.width;
    set({ ...now, x: (event.clientX - area.left) * scale - now.width / 2, y: (event.clientY - area.top) * scale - now.height / 2 });
  });
  for (const field of Object.values(fields)) field.addEventListener("input", draw);
  draw();
}

// A box near a proposed place goes there; near a margin or the middle of the page, to it.
function caught(place, page, proposed) {
  const near = (one, other) => Math.abs(one - other) < CATCH_MM;
  const middle = (one) => [one.x + one.width / 2, one.y + one.height / 2];
  const [across, down] = middle(place);
  const found = proposed.find((each) => near(middle(each)[0], across) && near(middle(each)[1], down));
  if (found) return { ...place, x: found.x + (found.width - place.width) / 2, y: found.y + (found.height - place.height) / 2 };
  const lefts = [MARGINS.left, page.width - MARGINS.right - place.width, (page.width - place.width) / 2];
  const tops = [MARGINS.top, page.height - MARGINS.bottom - place.height];
  return { ...place, x: lefts.find((one) => near(one, place.x)) ?? place.x, y: tops.find((one) => near(one, place.y)) ?? place.y };
}

// The server draws the mark anew in its new size, a moment after the last change.
function pictured(picture, first) {
  let timer = 0, drawn = `${first.width} ${first.height}`;
  return (width, height) => {
    window.clearTimeout(timer);
    if (!picture || drawn === `${width} ${height}`) return;
    timer = window.setTimeout(() => {
      drawn = `${width} ${height}`;
      const address = new URL(picture.src);
      address.searchParams.set("w", width);
      address.searchParams.set("h", height);
      picture.src = address.href;
    }, DRAW_AFTER_MS);
  };
}

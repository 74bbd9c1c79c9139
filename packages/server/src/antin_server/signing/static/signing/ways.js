// Shows the panel of the way that a person signs with, and remembers the way in this browser.
//
// Markup: <fieldset data-ways hidden> with radios named "way"; panels <div data-way="token">.

const KEPT = "antin-sign-way";

for (const choice of document.querySelectorAll("[data-ways]")) {
  const radios = [...choice.querySelectorAll("input[name=way]")];
  const kept = radios.find((radio) => radio.value === remembered());
  if (kept) kept.checked = true;
  const show = () => {
    const chosen = radios.find((radio) => radio.checked)?.value;
    for (const panel of document.querySelectorAll("[data-way]")) panel.hidden = panel.dataset.way !== chosen;
  };
  choice.addEventListener("change", () => { show(); remember(radios.find((radio) => radio.checked).value); });
  choice.hidden = false;
  show();
}

// A browser may refuse to keep anything: then the page simply forgets.
function remembered() {
  try { return window.localStorage.getItem(KEPT); } catch { return null; }
}

function remember(way) {
  try { window.localStorage.setItem(KEPT, way); } catch { /* forgotten */ }
}

// Completes the page of a result by itself while evidence comes in: asks again, and puts the answer in its place.
//
// Markup: [data-check-result] holds the result; in it, while something is asked, [data-asking] with the form
// [data-follow]. [data-check-said] is spoken by screen readers. Without this module the form has a button.

const EVERY_MS = 1500;
const said = document.querySelector("[data-check-said]");

follow();

async function follow() {
  hideButton();
  while (form()) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    const found = await answer().catch(() => null);
    if (found) show(found);
  }
}

function form() {
  return document.querySelector("[data-follow]");
}

function hideButton() {
  const button = form()?.querySelector("button");
  if (button) button.hidden = true;
}

// The result as it is now; null when the portal cannot be reached or says that the result is gone.
async function answer() {
  const sent = await fetch(form().action, { method: "POST", body: new FormData(form()), credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await sent.text(), "text/html");
  const found = page.querySelector("[data-check-result]");
  if (!found && sent.status === 400) showButton();
  return found;
}

// Gone: the button leads to the page that says so.
function showButton() {
  const gone = form();
  gone.querySelector("button").hidden = false;
  gone.removeAttribute("data-follow");
}

// While more is to come only the progress changes: whoever reads below is not disturbed.
function show(found) {
  const asking = found.querySelector("[data-asking]"), here = document.querySelector("[data-asking]");
  if (asking) {
    here.replaceWith(asking);
    hideButton();
    return;
  }
  const result = document.querySelector("[data-check-result]");
  const isFocused = result.contains(document.activeElement);
  const open = [...result.querySelectorAll("details")].map((each) => each.open);
  result.replaceWith(found);
  found.querySelectorAll("details").forEach((each, index) => { each.open = open[index] ?? false; });
  if (isFocused) found.querySelector("h1").focus();
  said.textContent = found.dataset.textDone;
}

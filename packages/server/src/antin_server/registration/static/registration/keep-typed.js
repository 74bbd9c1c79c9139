// Nothing typed is lost when the session has ended: the portal is asked first whether it still knows the reader.
//
// Markup: <form data-keep-typed="/a-page-for-the-signed-in/"> with [data-signed-out] and [data-unreachable], both hidden.

for (const form of document.querySelectorAll("[data-keep-typed]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.known) return;
    event.preventDefault();
    if (!form.dataset.asking) send(form, event.submitter);
  });
  window.addEventListener("pageshow", () => { delete form.dataset.known; });
}

async function send(form, submitter) {
  form.dataset.asking = "yes";
  const trouble = await troubleOf(form);
  delete form.dataset.asking;
  for (const name of ["signed-out", "unreachable"]) form.querySelector(`[data-${name}]`).hidden = name !== trouble;
  if (trouble) return;
  form.dataset.known = "yes";
  form.requestSubmit(submitter);
}

// What keeps the form from being sent; empty: nothing. A new sign-in brought another token: the form takes it over.
async function troubleOf(form) {
  try {
    const answer = await fetch(form.dataset.keepTyped, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (!answer.ok) return answer.type === "opaqueredirect" ? "signed-out" : "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
    return "";
  } catch {
    return "unreachable";
  }
}

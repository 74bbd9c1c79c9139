// Signs what `prepare` returned, with a key file opened here. Key and PIN never leave the page: only the certificate
// and the signature value travel.
//
// Markup: <form data-sign data-prepare="/…" data-complete="/…"> as for holder.js, with button, [data-status], texts as data-text-*.

import { Refused, signDocument } from "./document.js";
import { openedKey } from "./holder.js";
import { KeyFileError } from "./pkcs12.js";
import { SignedOut, say } from "./page.js";

for (const form of document.querySelectorAll("[data-sign]")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); run(form); });
}

async function run(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  say(form, "opening");
  try {
    const key = await openedKey(form);
    if (!key) return say(form, "no-certificate", "error");
    const next = await signDocument(form.dataset, key, (step) => say(form, step));
    say(form, "done");
    return window.location.assign(next);
  } catch (error) {
    if (error instanceof Refused) return refuse(form, error.error);
    if (error instanceof SignedOut) return say(form, "signed-out", "error");
    return say(form, error instanceof KeyFileError ? error.code.replaceAll("_", "-") : "failed", "error");
  } finally {
    button.disabled = false;
  }
}

function refuse(form, error) {
  const line = form.querySelector("[data-status]");
  line.dataset.kind = "error";
  line.textContent = [error.text, error.hint].filter(Boolean).join(" ");
}

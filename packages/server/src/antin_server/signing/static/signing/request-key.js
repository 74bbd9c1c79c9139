// Enhances a request form: makes the key here, hands the sealed file to the holder, puts the PKCS#10 into the form's own field.
//
// Markup: <fieldset data-key-maker data-name="Họ tên"> with [name=key_kind], [data-passphrase], [data-passphrase-again],
// button[data-make], [data-status] (role=status); the texts stand in its data-text-* attributes, so that they are translated.
// The request itself goes into textarea[name=csr] of the same form. Fields without a name never travel.

import { certificateRequest, makeKey, pem } from "./keys.js";
import { seal } from "./pkcs12.js";
import { say, saveFile } from "./page.js";

const SHORTEST = 8;

for (const maker of document.querySelectorAll("[data-key-maker]")) {
  maker.hidden = false;
  maker.querySelector("[data-make]").addEventListener("click", () => make(maker));
}

async function make(maker) {
  const field = maker.closest("form").querySelector("[name=csr]");
  const [first, again] = ["[data-passphrase]", "[data-passphrase-again]"].map((selector) => maker.querySelector(selector));
  if (first.value.length < SHORTEST) return refuse(maker, first, "short");
  if (first.value !== again.value) return refuse(maker, again, "different");
  const button = maker.querySelector("[data-make]");
  button.disabled = true;
  say(maker, "working");
  try {
    const key = await makeKey(maker.querySelector("[data-kind]:checked, select[data-kind]")?.value ?? "rsa2048");
    const request = await certificateRequest(key, maker.dataset.name || "Ấn Tín");
    const file = await seal({ privateKey: key.privateKey, passphrase: first.value, name: maker.dataset.name || "Ấn Tín" });
    key.privateKey.fill(0);
    saveFile(file, maker.dataset.file || "khoa-an-tin.p12");
    field.value = pem("CERTIFICATE REQUEST", request);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    first.value = again.value = "";
    say(maker, "done");
  } catch {
    say(maker, "failed", "error"); // the browser lacks WebCrypto here (plain http elsewhere than localhost) or refused
  } finally {
    button.disabled = false;
  }
  return undefined;
}

function refuse(maker, field, reason) {
  say(maker, reason, "error");
  field.setAttribute("aria-invalid", "true");
  field.focus();
  field.addEventListener("input", () => field.removeAttribute("aria-invalid"), { once: true });
}

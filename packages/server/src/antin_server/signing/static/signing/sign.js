// Signs what `prepare` returned, with a key file opened here. Key and PIN never leave the page: only the certificate
// and the signature value travel.
//
// Markup: <form data-sign data-prepare="/…" data-complete="/…" data-certificates="leaf,issuer… leaf,issuer…"> (base64; the holder's
// certificates that the portal knows) with input[type=file][data-key-file], [data-passphrase], button, [data-status], texts as data-text-*.

import { Refused, signDocument } from "./document.js";
import { certificateKey, fromBase64, importKey, sameBytes } from "./keys.js";
import { KeyFileError, open } from "./pkcs12.js";
import { SignedOut, fileBytes, say } from "./page.js";

for (const form of document.querySelectorAll("[data-sign]")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); run(form); });
}

async function run(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  say(form, "opening");
  try {
    const passphrase = form.querySelector("[data-passphrase]");
    const opened = await open(await fileBytes(form.querySelector("[data-key-file]")), passphrase.value);
    const key = await importKey(opened.privateKey);
    opened.privateKey.fill(0);
    const chain = chainOf(key.publicKey, opened.certificates, form.dataset.certificates ?? "");
    if (!chain) return say(form, "no-certificate", "error");
    passphrase.value = "";
    const next = await signDocument(form.dataset, { handle: key.handle, certificates: chain }, (step) => say(form, step));
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

// The certificate of this key, the holder's first: from the key file, else from what the portal knows.
function chainOf(publicKey, fromFile, known) {
  const mine = fromFile.findIndex((certificate) => sameBytes(certificateKey(certificate), publicKey));
  if (mine >= 0) return [fromFile[mine], ...fromFile.filter((_, index) => index !== mine)];
  const chains = known.split(" ").filter(Boolean).map((chain) => chain.split(",").map(fromBase64));
  return chains.find(([leaf]) => sameBytes(certificateKey(leaf), publicKey));
}

function refuse(form, error) {
  const line = form.querySelector("[data-status]");
  line.dataset.kind = "error";
  line.textContent = [error.text, error.hint].filter(Boolean).join(" ");
}

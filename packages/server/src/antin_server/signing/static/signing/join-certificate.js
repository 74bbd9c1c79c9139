// Joins the key file that the holder kept with the certificate that was issued, here in the browser.
//
// Markup: <form data-certificate-join data-certificates="base64 base64…" data-file="…p12"> with input[type=file][data-key-file],
// [data-passphrase], button, [data-status] and the texts as data-text-*. Nothing of the form is sent.

import { certificateKey, fromBase64, importKey, sameBytes } from "./keys.js";
import { KeyFileError, open, seal } from "./pkcs12.js";
import { fileBytes, say, saveFile } from "./page.js";

for (const form of document.querySelectorAll("[data-certificate-join]")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); join(form); });
}

async function join(form) {
  const passphrase = form.querySelector("[data-passphrase]");
  say(form, "working");
  try {
    const { privateKey } = await open(await fileBytes(form.querySelector("[data-key-file]")), passphrase.value);
    const { publicKey } = await importKey(privateKey);
    const certificates = form.dataset.certificates.split(" ").map(fromBase64);
    if (!sameBytes(certificateKey(certificates[0]), publicKey)) return say(form, "other-key", "error");
    const file = await seal({ privateKey, certificates, passphrase: passphrase.value, name: form.dataset.name || "Ấn Tín" });
    privateKey.fill(0);
    passphrase.value = "";
    saveFile(file, form.dataset.file);
    return say(form, "done");
  } catch (error) {
    return say(form, error instanceof KeyFileError ? error.code.replaceAll("_", "-") : "failed", "error");
  }
}

// The key of a form: its key file is opened here, with the passphrase typed beside it; neither leaves the page.
//
// Markup: <form data-certificates="leaf,issuer… leaf,issuer…"> (base64; the holder's certificates that the portal knows) with
// input[type=file][data-key-file], [data-passphrase].

import { certificateKey, fromBase64, importKey, sameBytes } from "./keys.js";
import { open } from "./pkcs12.js";
import { fileBytes } from "./page.js";

// → { handle, certificates }, the holder's certificate first; nothing when the key has none. Throws KeyFileError. The passphrase is
// forgotten once it opened the file.
export async function openedKey(form) {
  const passphrase = form.querySelector("[data-passphrase]");
  const opened = await open(await fileBytes(form.querySelector("[data-key-file]")), passphrase.value);
  const key = await importKey(opened.privateKey);
  opened.privateKey.fill(0);
  const chain = chainOf(key.publicKey, opened.certificates, form.dataset.certificates ?? "");
  if (!chain) return null;
  passphrase.value = "";
  return { handle: key.handle, certificates: chain };
}

// The certificate of this key, the holder's first: from the key file, else from what the portal knows.
function chainOf(publicKey, fromFile, known) {
  const mine = fromFile.findIndex((certificate) => sameBytes(certificateKey(certificate), publicKey));
  if (mine >= 0) return [fromFile[mine], ...fromFile.filter((_, index) => index !== mine)];
  const chains = known.split(" ").filter(Boolean).map((chain) => chain.split(",").map(fromBase64));
  return chains.find(([leaf]) => sameBytes(certificateKey(leaf), publicKey));
}

// Signs one document with a key that is opened already: prepare, sign, complete, for each of its marks.

import { base64, fromBase64, sign } from "./keys.js";
import { post } from "./page.js";

// The portal's refusal: { code, text, hint }.
export class Refused extends Error {
  constructor(error) {
    super(error.code);
    this.error = error;
  }
}

// addresses: { prepare, complete } of the document. key: { handle, certificates }: what `importKey` gave, and the chain, the
// holder's first. onProgress(step, number): "preparing" and "signing", for the signature of this number from 1 on this page.
// → where the signed document is. Throws Refused, SignedOut; what is signed by then is kept, and a second call goes on with the rest.
export async function signDocument(addresses, key, onProgress = () => {}) {
  const certificates = key.certificates.map(base64);
  for (let number = 1; ; number += 1) {
    onProgress("preparing", number);
    const prepared = accepted(await post(addresses.prepare, { certificates }));
    onProgress("signing", number);
    const value = await sign(key.handle, fromBase64(prepared.to_be_signed));
    const done = accepted(await post(addresses.complete, { signature: base64(value) }));
    if (done.next) return done.next;
  }
}

function accepted(answer) {
  if (answer.error) throw new Refused(answer.error);
  return answer;
}

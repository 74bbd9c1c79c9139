// Keys of a person in the browser: make one, ask for its certificate (PKCS#10), sign what `prepare` returned.

import * as der from "./der.js";

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const EC = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const OID = { rsa: "1.2.840.113549.1.1.1", ec: "1.2.840.10045.2.1", sha256Rsa: "1.2.840.113549.1.1.11", sha256Ecdsa: "1.2.840.10045.4.3.2", commonName: "2.5.4.3", emailAddress: "1.2.840.113549.1.9.1" };

// kind: "rsa2048" | "rsa3072" | "p256". The private key is PKCS#8 DER, to be sealed at once.
export async function makeKey(kind) {
  const algorithm = kind === "p256" ? EC : { ...RSA, modulusLength: kind === "rsa3072" ? 3072 : 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const privateKey = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  return { privateKey, publicKey, handle: pair.privateKey };
}

// The private key for signing, not extractable again, and its public key (SPKI DER).
export async function importKey(privateKey) {
  const kind = der.oidText(der.children(der.children(der.read(privateKey))[1])[0]);
  const algorithm = kind === OID.ec ? EC : RSA;
  const extractable = await crypto.subtle.importKey("pkcs8", privateKey, algorithm, true, ["sign"]);
  const jwk = await crypto.subtle.exportKey("jwk", extractable);
  const open = jwk.kty === "EC" ? { kty: "EC", crv: jwk.crv, x: jwk.x, y: jwk.y } : { kty: "RSA", n: jwk.n, e: jwk.e };
  const publicHandle = await crypto.subtle.importKey("jwk", open, algorithm, true, ["verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("spki", publicHandle));
  const handle = await crypto.subtle.importKey("pkcs8", privateKey, algorithm, false, ["sign"]);
  return { handle, publicKey };
}

// DER signature value over `message`, as CMS and PKCS#10 carry it.
export async function sign(handle, message) {
  if (handle.algorithm.name === "ECDSA") {
    const raw = new Uint8Array(await crypto.subtle.sign(EC, handle, message));
    return der.sequence(der.integer(raw.slice(0, raw.length / 2)), der.integer(raw.slice(raw.length / 2)));
  }
  return new Uint8Array(await crypto.subtle.sign(RSA, handle, message));
}

// PKCS#10 (RFC 2986). The authority takes the name from the case; the request's own name only helps people to tell files apart.
export async function certificateRequest({ handle, publicKey }, commonName) {
  const name = der.sequence(der.setOf(der.sequence(der.objectIdentifier(OID.commonName), der.utf8String(commonName.normalize("NFC")))));
  const info = der.sequence(der.smallInteger(0), name, publicKey, der.context(0));
  const algorithm = handle.algorithm.name === "ECDSA"
    ? der.sequence(der.objectIdentifier(OID.sha256Ecdsa)) : der.sequence(der.objectIdentifier(OID.sha256Rsa), der.nothing());
  return der.sequence(info, algorithm, der.bitString(await sign(handle, info)));
}

// The SubjectPublicKeyInfo inside a certificate (RFC 5280 4.1).
export function certificateKey(certificate) {
  const fields = der.children(der.children(der.read(certificate))[0]);
  return fields[fields[0].tag === 0xa0 ? 6 : 5].encoded;
}

export const sameBytes = (one, other) => one.length === other.length && one.every((octet, index) => octet === other[index]);

export function base64(data) {
  let text = "";
  for (let index = 0; index < data.length; index += 32768) text += String.fromCharCode(...data.subarray(index, index + 32768));
  return btoa(text);
}

export const fromBase64 = (text) => Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));

export const pem = (label, data) => `-----BEGIN ${label}-----\n${base64(data).match(/.{1,64}/g).join("\n")}\n-----END ${label}-----\n`;

export function fromPem(text) {
  const body = /-----BEGIN [A-Z ]+-----([A-Za-z0-9+/=\s]+)-----END/.exec(text);
  return fromBase64((body ? body[1] : text).replace(/\s+/g, ""));
}

// PKCS#12 (RFC 7292) with PBES2/AES-256 and an HMAC-SHA-256 check, made and opened in the browser.
// The passphrase and the private key never leave this page.

import * as der from "./der.js";

const OID = {
  data: "1.2.840.113549.1.7.1",
  encryptedData: "1.2.840.113549.1.7.6",
  shroudedKeyBag: "1.2.840.113549.1.12.10.1.2",
  certificateBag: "1.2.840.113549.1.12.10.1.3",
  x509Certificate: "1.2.840.113549.1.9.22.1",
  friendlyName: "1.2.840.113549.1.9.20",
  localKeyId: "1.2.840.113549.1.9.21",
  pbes2: "1.2.840.113549.1.5.13",
  pbkdf2: "1.2.840.113549.1.5.12",
  hmacSha256: "1.2.840.113549.2.9",
  sha256: "2.16.840.1.101.3.4.2.1",
  aes256: "2.16.840.1.101.3.4.1.42",
};
const PRF = { "1.2.840.113549.2.7": "SHA-1", "1.2.840.113549.2.9": "SHA-256", "1.2.840.113549.2.10": "SHA-384", "1.2.840.113549.2.11": "SHA-512" };
const CIPHER = { "2.16.840.1.101.3.4.1.2": 128, "2.16.840.1.101.3.4.1.42": 256 };
const DIGEST = { "1.3.14.3.2.26": ["SHA-1", 64], "2.16.840.1.101.3.4.2.1": ["SHA-256", 64], "2.16.840.1.101.3.4.2.2": ["SHA-384", 128], "2.16.840.1.101.3.4.2.3": ["SHA-512", 128] };
const KEY_ITERATIONS = 600000; // OWASP 2023 for PBKDF2-HMAC-SHA-256
const MAC_ITERATIONS = 2048;   // each one waits for the browser's digest; the key's own iterations protect it

// `code` names what went wrong: wrong_passphrase, old_key_file, broken_key_file, no_key.
export class KeyFileError extends Error {
  constructor(code) { super(code); this.code = code; }
}

const utf8 = (text) => new TextEncoder().encode(text.normalize("NFC"));

function bmpString(text) {
  const units = text.normalize("NFC");
  const octets = new Uint8Array(units.length * 2 + 2);
  for (let index = 0; index < units.length; index += 1) {
    octets[index * 2] = units.charCodeAt(index) >> 8;
    octets[index * 2 + 1] = units.charCodeAt(index) & 0xff;
  }
  return octets;
}

async function derivedKey(passphrase, salt, iterations, hash, bits, usage) {
  const material = await crypto.subtle.importKey("raw", utf8(passphrase), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", salt, iterations, hash }, material, { name: "AES-CBC", length: bits }, false, [usage]);
}

// RFC 7292 appendix B.2 with identifier 3 (integrity key).
async function macKey(passphrase, salt, iterations, [hash, block]) {
  const fill = (source) => {
    const size = Math.ceil(source.length / block) * block;
    return Uint8Array.from({ length: size }, (_, index) => source[index % source.length]);
  };
  let value = der.bytes(new Uint8Array(block).fill(3), fill(salt), fill(bmpString(passphrase)));
  for (let round = 0; round < iterations; round += 1) value = new Uint8Array(await crypto.subtle.digest(hash, value));
  return crypto.subtle.importKey("raw", value, { name: "HMAC", hash }, false, ["sign", "verify"]);
}

async function encrypt(plain, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const key = await derivedKey(passphrase, salt, KEY_ITERATIONS, "SHA-256", 256, "encrypt");
  const cipherText = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, plain));
  const derivation = der.sequence(der.objectIdentifier(OID.pbkdf2), der.sequence(der.octetString(salt), der.smallInteger(KEY_ITERATIONS),
    der.sequence(der.objectIdentifier(OID.hmacSha256), der.nothing())));
  const scheme = der.sequence(der.objectIdentifier(OID.aes256), der.octetString(iv));
  return { algorithm: der.sequence(der.objectIdentifier(OID.pbes2), der.sequence(derivation, scheme)), cipherText };
}

async function decrypt(algorithm, cipherText, passphrase) {
  const [scheme, parameters] = der.children(algorithm);
  if (der.oidText(scheme) !== OID.pbes2) throw new KeyFileError("old_key_file");
  const [derivation, cipher] = der.children(parameters).map(der.children);
  const [salt, iterations, ...rest] = der.children(derivation[1]);
  const prf = rest.filter((part) => part.tag === 0x30).map((part) => PRF[der.oidText(der.children(part)[0])])[0] ?? "SHA-1";
  const bits = CIPHER[der.oidText(cipher[0])];
  if (der.oidText(derivation[0]) !== OID.pbkdf2 || !bits) throw new KeyFileError("old_key_file");
  const key = await derivedKey(passphrase, salt.content, der.integerValue(iterations), prf, bits, "decrypt");
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv: cipher[1].content }, key, cipherText));
  } catch {
    throw new KeyFileError("wrong_passphrase");
  }
}

function attributes(name, keyId) {
  const named = bmpString(name).slice(0, -2);
  return der.setOf(
    der.sequence(der.objectIdentifier(OID.friendlyName), der.setOf(der.encode(0x1e, named))),
    der.sequence(der.objectIdentifier(OID.localKeyId), der.setOf(der.octetString(keyId))));
}

const contentInfo = (content) => der.sequence(der.objectIdentifier(OID.data), der.context(0, der.octetString(content)));

// A PKCS#12 file. `certificates`: DER, the holder's first; may be empty while the request is on its way.
export async function seal({ privateKey, certificates = [], passphrase, name }) {
  const keyId = new Uint8Array(await crypto.subtle.digest("SHA-256", privateKey)).slice(0, 20);
  const shrouded = await encrypt(privateKey, passphrase);
  const keyBag = der.sequence(der.objectIdentifier(OID.shroudedKeyBag),
    der.context(0, der.sequence(shrouded.algorithm, der.octetString(shrouded.cipherText))), attributes(name, keyId));
  const safes = [contentInfo(der.sequence(keyBag))];
  if (certificates.length) {
    const bags = certificates.map((certificate, index) => der.sequence(der.objectIdentifier(OID.certificateBag),
      der.context(0, der.sequence(der.objectIdentifier(OID.x509Certificate), der.context(0, der.octetString(certificate)))),
      ...(index === 0 ? [attributes(name, keyId)] : [])));
    const sealed = await encrypt(der.sequence(...bags), passphrase);
    safes.unshift(der.sequence(der.objectIdentifier(OID.encryptedData), der.context(0, der.sequence(der.smallInteger(0),
      der.sequence(der.objectIdentifier(OID.data), sealed.algorithm, der.implicitOctets(0, sealed.cipherText))))));
  }
  const authenticated = der.sequence(...safes);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", await macKey(passphrase, salt, MAC_ITERATIONS, DIGEST[OID.sha256]), authenticated));
  const digestInfo = der.sequence(der.sequence(der.objectIdentifier(OID.sha256), der.nothing()), der.octetString(mac));
  return der.sequence(der.smallInteger(3), contentInfo(authenticated), der.sequence(digestInfo, der.octetString(salt), der.smallInteger(MAC_ITERATIONS)));
}

// Opens a PKCS#12 file: { privateKey: PKCS#8 DER, certificates: [DER…] }. Throws KeyFileError.
export async function open(file, passphrase) {
  try {
    return await opened(file, passphrase);
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    throw new KeyFileError("broken_key_file"); // whatever a hostile file makes the reader trip over
  }
}

async function opened(file, passphrase) {
  const [, content, macData] = der.children(der.read(file));
  const authenticated = der.octets(der.children(der.children(content)[1])[0]);
  if (macData) await checkMac(macData, authenticated, passphrase);
  const found = { privateKey: null, certificates: [] };
  for (const info of der.children(der.read(authenticated))) {
    const [type, wrapped] = der.children(info);
    const inner = der.children(wrapped)[0];
    const safe = der.oidText(type) === OID.encryptedData ? await opensEncrypted(inner, passphrase) : der.octets(inner);
    for (const bag of der.children(der.read(safe))) await takeBag(bag, found, passphrase);
  }
  if (!found.privateKey) throw new KeyFileError("no_key");
  return found;
}

async function checkMac(macData, authenticated, passphrase) {
  const [digestInfo, salt, iterations] = der.children(macData);
  const [algorithm, expected] = der.children(digestInfo);
  const digest = DIGEST[der.oidText(der.children(algorithm)[0])];
  if (!digest) throw new KeyFileError("old_key_file");
  const rounds = iterations ? der.integerValue(iterations) : 1;
  if (rounds > 1000000) throw new KeyFileError("broken_key_file");
  const key = await macKey(passphrase, salt.content, rounds, digest);
  if (!(await crypto.subtle.verify("HMAC", key, expected.content, authenticated))) throw new KeyFileError("wrong_passphrase");
}

async function opensEncrypted(inner, passphrase) {
  const [, algorithm, cipherText] = der.children(der.children(inner)[1]);
  return decrypt(algorithm, der.octets(cipherText), passphrase);
}

async function takeBag(bag, found, passphrase) {
  const [type, wrapped] = der.children(bag);
  const value = der.children(wrapped)[0];
  if (der.oidText(type) === OID.shroudedKeyBag && !found.privateKey) {
    const [algorithm, cipherText] = der.children(value);
    found.privateKey = await decrypt(algorithm, der.octets(cipherText), passphrase);
  } else if (der.oidText(type) === OID.certificateBag) {
    const [kind, certificate] = der.children(value);
    if (der.oidText(kind) === OID.x509Certificate) found.certificates.push(der.octets(der.children(certificate)[0]).slice());
  }
}

// DER writers and a small BER/DER reader (ITU-T X.690). Everything is Uint8Array.

export function bytes(...parts) {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) { joined.set(part, offset); offset += part.length; }
  return joined;
}

export function encode(tag, ...parts) {
  const content = bytes(...parts);
  const size = content.length;
  if (size < 0x80) return bytes([tag, size], content);
  const length = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  return bytes([tag, 0x80 | length.length, ...length], content);
}

export const sequence = (...parts) => encode(0x30, ...parts);
export const setOf = (...parts) => encode(0x31, ...parts);
export const octetString = (content) => encode(0x04, content);
export const bitString = (content) => encode(0x03, [0], content);
export const nothing = () => encode(0x05);
export const utf8String = (text) => encode(0x0c, new TextEncoder().encode(text));
export const printableString = (text) => encode(0x13, new TextEncoder().encode(text));
export const context = (number, ...parts) => encode(0xa0 | number, ...parts);
export const implicitOctets = (number, content) => encode(0x80 | number, content);

// INTEGER from big-endian octets of a number that is not negative.
export function integer(octets) {
  let start = 0;
  while (start < octets.length - 1 && octets[start] === 0) start += 1;
  const digits = octets.slice(start);
  return encode(0x02, digits[0] & 0x80 ? [0] : [], digits);
}

export function smallInteger(value) {
  const octets = [];
  do { octets.unshift(value % 256); value = Math.floor(value / 256); } while (value > 0);
  return integer(Uint8Array.from(octets));
}

export function objectIdentifier(dotted) {
  const [first, second, ...rest] = dotted.split(".").map(Number);
  const octets = [];
  for (let arc of [first * 40 + second, ...rest]) {
    const groups = [arc & 0x7f];
    while ((arc = Math.floor(arc / 128)) > 0) groups.unshift(0x80 | (arc & 0x7f));
    octets.push(...groups);
  }
  return encode(0x06, octets);
}

export class Malformed extends Error {}

// One value: tag, content, and the bytes it came from. Indefinite lengths are read because old key files use them.
export function read(data, offset = 0, depth = 0) {
  if (depth > 32) throw new Malformed("too deep");
  if (data.length < offset + 2) throw new Malformed("truncated");
  const tag = data[offset];
  if ((tag & 0x1f) === 0x1f) throw new Malformed("high tag number");
  let length = data[offset + 1];
  let start = offset + 2;
  if (length === 0x80) {
    let end = start;
    while (!(data[end] === 0 && data[end + 1] === 0)) end = read(data, end, depth + 1).end;
    return { tag, content: data.subarray(start, end), end: end + 2, encoded: data.subarray(offset, end + 2) };
  }
  if (length > 0x80) {
    const size = length & 0x7f;
    if (size > 4) throw new Malformed("too long");
    length = 0;
    for (let index = 0; index < size; index += 1) length = length * 256 + (data[start + index] ?? NaN);
    start += size;
  }
  if (!(start + length <= data.length)) throw new Malformed("truncated");
  return { tag, content: data.subarray(start, start + length), end: start + length, encoded: data.subarray(offset, start + length) };
}

export function children(value) {
  if (!(value.tag & 0x20)) throw new Malformed("primitive value has no parts");
  const parts = [];
  for (let offset = 0; offset < value.content.length;) {
    const part = read(value.content, offset);
    parts.push(part);
    offset = part.end;
  }
  return parts;
}

// The octets of an OCTET STRING (or an implicit one), also when cut into pieces.
export function octets(value) {
  return value.tag & 0x20 ? bytes(...children(value).map(octets)) : value.content;
}

export function oidText(value) {
  const arcs = [];
  let arc = 0;
  for (const octet of value.content) {
    arc = arc * 128 + (octet & 0x7f);
    if (!(octet & 0x80)) { arcs.push(arc); arc = 0; }
  }
  const first = Math.min(Math.floor(arcs[0] / 40), 2);
  return [first, arcs[0] - first * 40, ...arcs.slice(1)].join(".");
}

export function integerValue(value) {
  return value.content.reduce((number, octet) => number * 256 + octet, 0);
}

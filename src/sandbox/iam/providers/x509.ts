/** Reads the certificates that SAML providers sign with. */
import { X509Certificate } from "node:crypto";
import type { JsonObject } from "../../../action/json.ts";
import { beijingSeconds } from "../../cloudidentity/times.ts";

/** Names as the service writes them, by object identifier. */
const SIGNATURES: ReadonlyMap<string, string> = new Map([
  ["1.2.840.113549.1.1.5", "SHA1-RSA"],
  ["1.2.840.113549.1.1.11", "SHA256-RSA"],
  ["1.2.840.113549.1.1.12", "SHA384-RSA"],
  ["1.2.840.113549.1.1.13", "SHA512-RSA"],
  ["1.2.840.10045.4.3.2", "ECDSA-SHA256"],
  ["1.2.840.10045.4.3.3", "ECDSA-SHA384"],
  ["1.2.840.10045.4.3.4", "ECDSA-SHA512"],
  ["1.3.101.112", "Ed25519"],
]);

/**
 * What a certificate says of itself, in the fields of ListSAMLProviderCertificates.
 * @param text PEM, or the base64 between its two lines
 * @returns undefined where it is no certificate
 */
export function certificateIn(text: string): JsonObject | undefined {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, "").replaceAll(/\s/g, "");
  if (base64 === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const der = Buffer.from(base64, "base64");
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch {
    return undefined;
  }
  const { signature, version } = framed(der);
  return {
    Subject: distinguished(certificate.subject),
    Issuer: distinguished(certificate.issuer),
    SerialNumber: certificate.serialNumber,
    NotBefore: beijingSeconds(new Date(certificate.validFrom)),
    NotAfter: beijingSeconds(new Date(certificate.validTo)),
    SignatureAlgorithm: SIGNATURES.get(signature) ?? signature,
    Version: String(version),
  };
}

/** `CN=idp,O=corp`: the most special first. */
function distinguished(lines: string | undefined): string {
  return (lines ?? "").split("\n").toReversed().join(",");
}

interface Element {
  readonly tag: number;
  readonly content: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** One element of DER. Node has parsed the whole before, so that its lengths are sound. */
function elementAt(der: Buffer, at: number): Element {
  const first = der[at + 1] ?? 0;
  const size = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + size;
  const length = size === 0 ? first : der.readUIntBE(at + 2, size);
  return { tag: der[at] ?? 0, content: der.subarray(start, start + length), end: start + length };
}

const EXPLICIT_VERSION = 0xa0;

/** Certificate ::= SEQUENCE { tbs { [0] version, … }, SEQUENCE { signature algorithm }, … }: Node shows neither. */
function framed(der: Buffer): { readonly signature: string; readonly version: number } {
  const whole = elementAt(der, 0).content;
  const tbs = elementAt(whole, 0);
  const head = elementAt(tbs.content, 0);
  const version = head.tag === EXPLICIT_VERSION ? (elementAt(head.content, 0).content[0] ?? 0) + 1 : 1;
  const algorithm = elementAt(whole, tbs.end).content;
  return { signature: identifier(elementAt(algorithm, 0).content), version };
}

function identifier(content: Buffer): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join(".");
}

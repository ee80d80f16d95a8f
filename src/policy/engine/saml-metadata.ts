/** The addresses in a SAML metadata document (SAML 2.0 Metadata, section 2), for the check against listed hosts. */

/** Fields that hold such a document encoded in Base64. */
const ENCODED_FIELD = /MetadataDocument$/;
/** The field that holds it as it is. */
const PLAIN_FIELD = "IdpMetadata";
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const XML_DECLARATION =
  /^<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']utf-8["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/i;
/**
 * What could show this reader other text than an XML parser: comments, CDATA, a document type, processing instructions,
 * entities but the five that stand for markup, control characters.
 */
const HIDING = /<[!?]|&(?!(?:amp|lt|gt|quot|apos);)|[^\P{Cc}\t\r\n]/u;
/** Where endpoints say that messages go: `Location` and `ResponseLocation`, in plain quotes. */
const LOCATION = /Location\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const ADDRESS = /https:[^\s"'<>]*/gi;
/**
 * Other places that a reader may follow (XML Base, XLink, XInclude, XML Signature, errorURL), with something that is
 * neither https, which ADDRESS finds, nor a place in the document. What Entra calls `Uri` and AD FS writes as text are names.
 */
const OTHERWISE =
  /(?:errorURL|URI|href|base)\s*=\s*(?:"(?!\s*https:|#|")|'(?!\s*https:|#|'))|=\s*["']\s*\/\//;

/** Whether a field holds metadata, whose addresses are judged rather than itself. */
export const holdsMetadata = (field: string): boolean => field === PLAIN_FIELD || ENCODED_FIELD.test(field);

/**
 * The addresses in such a field: every Location, and every https address wherever it stands. Undefined for another field,
 * for what is no metadata, and for what cannot be read for sure.
 */
export function metadataAddresses(field: string, value: unknown): readonly string[] | undefined {
  if (!holdsMetadata(field) || typeof value !== "string") return undefined;
  // INVARIANT: one field, one format. What could be read as XML and as Base64 would be two documents.
  const document = field === PLAIN_FIELD ? plain(value) : decoded(value);
  const xml = document?.replace(XML_DECLARATION, "");
  if (xml === undefined || HIDING.test(xml) || OTHERWISE.test(xml)) return undefined;
  const locations = [...xml.matchAll(LOCATION)].map(([, double, single]) => double ?? single ?? "");
  // INVARIANT: a Location that was not read as an attribute in plain quotes makes the whole unreadable.
  const named = xml.match(/Location/gi)?.length ?? 0;
  if (locations.length === 0 || locations.length !== named) return undefined;
  return [...locations, ...(xml.match(ADDRESS) ?? [])];
}

/** XML that is nothing else: a service that takes Base64 too, and skips what is none, must find no endpoint in it. */
function plain(value: string): string | undefined {
  if (!value.startsWith("<")) return undefined;
  const runs = value.replaceAll(/[^A-Za-z0-9+/=_-]/g, "").split("=");
  const hidden = runs.some((run) =>
    [0, 1, 2, 3].some((at) => /location/i.test(Buffer.from(run.slice(at), "base64").toString("latin1"))),
  );
  return hidden ? undefined : value;
}

function decoded(value: string): string | undefined {
  const text = value.replaceAll(/\r?\n/g, "");
  if (text === "" || !BASE64.test(text)) return undefined;
  try {
    const xml = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "base64"));
    return xml.startsWith("<") ? xml : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

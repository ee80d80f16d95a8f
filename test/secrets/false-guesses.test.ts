/**
 * What the sandbox answers over a walk of all actions holds ids, names, documents, certificates and pages, and no credential in
 * a field that is not known for one: so nothing there may be taken for one. The walk itself puts none there.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type JsonObject } from "../../src/action/json.ts";
import { sealAnswer } from "../../src/gate/shape.ts";
import { documented } from "../../src/sandbox/reference/index.ts";
import { createVault } from "../../src/secrets/index.ts";
import { actions } from "../../tools/index.ts";
import { type Service, startService } from "../sandbox/service.ts";
import { Dice, parametersOf, Seen } from "../sandbox/walk.ts";

const STEPS = 2500;
const byName = new Map(actions.map((action) => [qualifiedName(action), action]));
const making = documented.filter(({ name }) => /^(?:Create|Add|Bind|Attach|Update|Enable|Get)/.test(name));

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

function guessesIn(action: Action, answer: JsonObject): readonly string[] {
  const { sealed } = sealAnswer(action, answer, createVault(), []);
  return sealed.filter(({ guessed }) => guessed).map(({ path }) => `${qualifiedName(action)} ${path}`);
}

const CERTIFICATE = `MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJRTESMBAGA1UEChMJ${"QmFsdGltb3Jl9aZ0".repeat(40)}`;
const HEX = "5f9d1c3b7a2e48d06c1b9f3e7d5a2c4b8e6f0a1d";

it.each<[string, JsonObject]>([
  [
    "access key ids",
    {
      AccessKeyId: "AKLTNjE4ZjM2YzRhMGE4NGQxZTk3ZWM4YzY1",
      AccessKey: "AKTPYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4",
    },
  ],
  [
    "key ids of other clouds",
    { Message: "signed by AKIAIOSFODNN7EXAMPLE", ApiKeyId: "LTAI5tFakeKeyId1234567" },
  ],
  [
    "TRNs and ARNs",
    { Key: "trn:iam::2100000000:role/ops-1a2B3c4D5e6F", Auth: "arn:aws:iam::123456789012:user/x9Y8z7W6v5U4" },
  ],
  [
    "uids, UUIDs and request ids",
    {
      SessionId: HEX,
      Token_Id: "0b7e2f6a-3c1d-4e5f-8a9b-0c1d2e3f4a5b",
      Session: "0b7e2f6a-3c1d-4e5f-8a9b-0c1d2e3f4a5b",
      RequestId: "202411281234567890ABCDEF0123456789AB",
    },
  ],
  [
    "pages",
    {
      NextToken: "eyJhbGciOiJub25lIn0.eyJwYWdlIjoyfQ.c2lnbmVkMTIzNA",
      PageToken: "aB3dE5fG7hI9jK1lM3nO5pQ7rS9t",
    },
  ],
  [
    "certificates, bare and framed",
    {
      Certificate: CERTIFICATE,
      SigningCertificate: CERTIFICATE,
      Description: `-----BEGIN CERTIFICATE-----\n${CERTIFICATE}\n-----END CERTIFICATE-----`,
    },
  ],
  [
    "thumbprints and digests",
    {
      Thumbprints: [HEX],
      CertificateFingerprint: HEX.toUpperCase(),
      Description: `sha256 ${HEX}${HEX.slice(0, 24)}`,
    },
  ],
  [
    "public keys",
    {
      PublicKey: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0t",
      Key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8v3",
    },
  ],
  [
    "metadata of a provider",
    {
      Value: `<EntityDescriptor><ds:X509Certificate>${CERTIFICATE.slice(0, 64)}\n${CERTIFICATE.slice(64, 128)}</ds:X509Certificate></EntityDescriptor>`,
    },
  ],
  [
    "policy documents",
    {
      PolicyDocument:
        '{"Statement":[{"Effect":"Allow","Action":["iam:*AccessKey*","sts:AssumeRole"],"Resource":["*"]}]}',
    },
  ],
  [
    "names of permissions and their keys",
    {
      ActionKey: "user:ReadProfile2024X9y8Z7w6",
      ResourceKey: "orders9X8y7Z6w5V4u3T2s",
      Tags: [{ Key: "a1B2c3D4e5F6g7H8i9J0", Value: "x" }],
    },
  ],
  [
    "addresses with harmless queries",
    {
      Link: "https://id.example.com/authorize?client_id=a1B2c3D4e5F6g7H8&state=a1B2c3D4e5F6g7H8i9J0&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&nonce=n0nce12345678&response_type=code",
    },
  ],
  [
    "words about credentials",
    {
      StatusMessage:
        "InvalidParameter.Password: the password: 8-32 characters; Bearer token required, code=InvalidToken2 basic authentication",
      Description: "Rotate API keys every 90 days; key=team",
    },
  ],
  [
    "settings of sign-in",
    {
      SignInAttributes: ["email", "phone_number1"],
      AuthType: "OAUTH2_AUTHORIZATION_CODE",
      TokenEndpointAuth: "client_secret_basic",
    },
  ],
])("%s stay as they are", (_, answer) => {
  const action = byName.get("iam:GetUser");
  if (action === undefined) throw new Error("no action");
  expect(sealAnswer(action, answer, createVault(), []).result).toEqual(answer);
});

it("nothing that the sandbox answers over a walk of all actions is taken for a credential", async () => {
  const dice = new Dice("guesses");
  const seen = new Seen();
  const guessed: string[] = [];
  const answered = new Set<string>();
  for (let step = 0; step < STEPS; step += 1) {
    // First every action once, then rather those that make something to be answered later.
    const from = step % 3 === 0 ? documented : making;
    const one = step < documented.length ? documented[step] : dice.pick(from);
    if (one === undefined) continue;
    const name = `${one.service}:${one.name}`;
    const action = byName.get(name);
    if (action === undefined) throw new Error(`no action ${name}`);
    const params = parametersOf(one.input, seen, dice);
    const { status, result } = await service.reply(name, params);
    if (status !== 200) continue;
    const answer: JsonObject = isJsonObject(result) ? result : { Result: result };
    answered.add(name);
    seen.note(params);
    seen.note(answer);
    guessed.push(...guessesIn(action, answer));
  }
  expect([...new Set(guessed)]).toEqual([]);
  expect(answered.size).toBeGreaterThan(100);
});

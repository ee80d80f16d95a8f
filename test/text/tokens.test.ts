/** The estimate by which answers are bounded, held against a real tokenizer. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Count, loadO200k } from "../../scripts/tokens/count.ts";
import { estimateTokens } from "../../src/text/index.ts";

let count: Count;
beforeAll(async () => {
  count = await loadO200k();
});

const LEAST = 0.75;
const MOST = 1.6;
/** Below, one token more or less is no ratio. */
const SHORTEST = 200;

const word = fc.constantFrom(
  ...["agent", "report", "billing", "production", "pool", "identity", "user", "the", "credential", "of"],
  ...["internationalization", "reads", "monthly", "figures", "team", "a", "service", "authorization"],
);
const chinese = fc
  .array(
    fc.constantFrom(
      ...["工作负载池", "用户", "身份", "权限", "的", "创建", "部门", "研发中心", "张三", "李小明", "北京"],
      ...["，", "。", "访问", "密钥", "管理员", "本月", "报表", "已停用"],
    ),
    { minLength: 3, maxLength: 30 },
  )
  .map((parts) => parts.join(""));
const prose = fc
  .array(word, { minLength: 5, maxLength: 40 })
  .map((words) => `${words.join(" ")}.`.replace(/^./, (first) => first.toUpperCase()));
const slug = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("-"));
const time = fc
  .date({ min: new Date("2024-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const trn = fc
  .record({ uuid: fc.uuid(), kind: fc.constantFrom("workloadpool", "permissionnamespace", "userpool") })
  .map(({ uuid, kind }) => `trn:id:cn-beijing:2100000000:${kind}/${uuid}`);
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const base64 = bytes(240).map((data) => Buffer.from(data).toString("base64"));
const hex = bytes(160).map((data) => Buffer.from(data).toString("hex"));

const user = fc.record({
  UserName: slug,
  DisplayName: fc.oneof(chinese, slug),
  Id: fc.integer({ min: 10_000_000, max: 99_999_999 }),
  AccountId: fc.constant(2100000000),
  Email: slug.map((name) => `${name}@example.com`),
  MobilePhone: fc.integer({ min: 13_000_000_000, max: 13_999_999_999 }).map((digits) => `+86${digits}`),
  EmailIsVerify: fc.boolean(),
  CreateDate: time,
  UpdateDate: time,
  Trn: slug.map((name) => `trn:iam::2100000000:user/${name}`),
});
const pool = fc.record({
  WorkloadPoolId: fc.uuid(),
  WorkloadPoolName: slug,
  Trn: trn,
  Description: fc.option(prose),
  ProjectName: fc.constant("default"),
  Tags: fc.array(fc.record({ Key: slug, Value: word }), { maxLength: 4 }),
  CreatedAt: time,
  UpdatedAt: time,
});
const policy = fc.record({
  Statement: fc.array(
    fc.record({
      Effect: fc.constantFrom("Allow", "Deny"),
      Action: fc.array(
        fc.constantFrom(
          "iam:*",
          "id:CreateWorkloadPool",
          "tos:GetObject",
          "ecs:DescribeInstances",
          "sts:AssumeRole",
        ),
        { minLength: 1, maxLength: 5 },
      ),
      Resource: fc.array(fc.oneof(fc.constant("*"), trn), { minLength: 1, maxLength: 3 }),
      Condition: fc.constantFrom({}, { StringEquals: { "volc:SourceIp": ["203.0.113.7/32"] } }),
    }),
    { minLength: 2, maxLength: 6 },
  ),
});
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 3, maxLength: 20 });

/** One answer of a service as compact JSON, the way it is shown. */
const kinds: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  users: list(user).map((UserMetadata) => ({ UserMetadata, Total: UserMetadata.length })),
  "pools with UUIDs and TRNs": list(pool).map((Pools) => ({ Pools, TotalCount: Pools.length })),
  "Chinese text": list(chinese).map((Names) => ({ Names })),
  prose: list(prose).map((Descriptions) => ({ Descriptions })),
  base64: base64.map((EncodedSAMLMetadataDocument) => ({ EncodedSAMLMetadataDocument })),
  hexadecimal: hex.map((Thumbprint) => ({ Thumbprint })),
  policies: policy.map((PolicyDocument) => ({ PolicyDocument })),
  "JSON in a string": policy.map((document) => ({ PolicyDocument: JSON.stringify(document) })),
  "JSON in a string in a string": policy.map((document) => ({
    Outer: JSON.stringify({ Inner: JSON.stringify(document) }),
  })),
};

describe("estimateTokens", () => {
  it.each(Object.entries(kinds))("is close to the real count of %s", (_, answers) => {
    fc.assert(
      fc.property(answers, (answer) => {
        const text = JSON.stringify(answer);
        fc.pre(text.length >= SHORTEST);
        const ratio = estimateTokens(text) / count(text);
        expect(ratio, text).toBeGreaterThanOrEqual(LEAST);
        expect(ratio, text).toBeLessThanOrEqual(MOST);
      }),
      { numRuns: 60, seed: 20251030 },
    );
  });

  it("is close on JSON written in lines, too", () => {
    fc.assert(
      fc.property(list(pool), (pools) => {
        const text = JSON.stringify(pools, undefined, 2);
        const ratio = estimateTokens(text) / count(text);
        expect(ratio).toBeGreaterThanOrEqual(LEAST);
        expect(ratio).toBeLessThanOrEqual(MOST);
      }),
      { numRuns: 30, seed: 20251030 },
    );
  });

  it("is nothing for nothing", () => {
    expect(estimateTokens("")).toBe(0);
  });
});

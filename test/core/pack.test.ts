import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  groupThumbprint,
  MAX_SIGNED_BYTES,
  openPack,
  PACK_LIMITS,
  PACK_TYPE,
  PackError,
  parseThumbprint,
  readPack,
} from '../../src/core/pack.ts';
import { bytesOf, createTestKey, packJson, signed, signedWith, type TestKey } from './signed-packs.ts';

let ours: TestKey;
let theirs: TestKey;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([createTestKey(), createTestKey()]);
});

/** What `openPack` says against some bytes. */
async function refusal(bytes: Uint8Array, key?: string): Promise<string> {
  const error: unknown = await openPack(bytes, key).then(
    () => 'taken',
    (reason) => reason,
  );
  return error instanceof PackError ? error.fault : String(error);
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a signature', () => {
  test('of the right key opens the pack, with what entries leave out filled in', async () => {
    const bytes = await signed(packJson({ entries: [{ vendor: 'Quillfeather', product: 'Nib 3' }] }), ours);
    const { pack, key } = await openPack(bytes, ours.thumbprint);
    expect(key).toBe(ours.thumbprint);
    expect(pack).toEqual(
      packJson({ entries: [{ vendor: 'Quillfeather', product: 'Nib 3', aliases: [], partNumbers: [], severity: 'prohibited' }] }),
    );
  });

  test('of any key opens it where none was asked for, and tells which', async () => {
    expect((await openPack(await signed(packJson(), theirs))).key).toBe(theirs.thumbprint);
  });

  test('a line break at the end, as editors leave it, does no harm', async () => {
    expect(await refusal(bytesOf(`${text(await signed(packJson(), ours))}\n`), ours.thumbprint)).toBe('taken');
  });

  test('the same pack signed again has the same seal, another pack another', async () => {
    const seals = await Promise.all(
      [packJson(), packJson(), packJson({ title: 'Else' })].map(async (pack) => (await openPack(await signed(pack, ours))).seal),
    );
    expect(seals[0]).toBe(seals[1]);
    expect(seals[0]).not.toBe(seals[2]);
  });

  test('of another key is refused', async () => {
    expect(await refusal(await signed(packJson(), theirs), ours.thumbprint)).toBe('key');
  });

  test('of another key under our thumbprint, or with our key in the header, is refused', async () => {
    const { d: _, ...jwk } = ours.key;
    expect(await refusal(await signedWith({ kid: ours.thumbprint }, packJson(), theirs), ours.thumbprint)).toBe('algorithm');
    expect(await refusal(await signedWith({ kid: ours.thumbprint, jwk }, packJson(), theirs), ours.thumbprint)).toBe('signature');
  });

  test('that is none, or that the public key was the secret of, is refused', async () => {
    const { d: _, ...jwk } = ours.key;
    const header = { typ: PACK_TYPE, kid: ours.thumbprint, jwk };
    const none = `${encode({ ...header, alg: 'none' })}.${encode(packJson())}`;
    expect(await refusal(bytesOf(`${none}.`), ours.thumbprint)).toBe('not-signed');
    expect(await refusal(bytesOf(`${none}.${'A'.repeat(86)}`), ours.thumbprint)).toBe('algorithm');
    for (const secret of [ours.key.x, JSON.stringify(jwk)]) {
      const input = `${encode({ ...header, alg: 'HS256' })}.${encode(packJson())}`;
      const mac = createHmac('sha512', secret).update(input).digest('base64url');
      expect(await refusal(bytesOf(`${input}.${mac}`), ours.thumbprint)).toBe('algorithm');
    }
  });

  test.each([
    ['a type that is no pack’s', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['an extension', { 'https://example.com/x': 1, crit: ['https://example.com/x'] }],
    ['a key of another kind', { jwk: { kty: 'RSA', n: 'x', e: 'AQAB' } }],
    ['no key', { jwk: undefined }],
  ])('whose header has %s is refused', async (_, header) => {
    expect(await refusal(await signedWith(header, packJson(), ours), ours.thumbprint)).toBe('algorithm');
  });

  test('of a content that was changed is refused before the content is read', async () => {
    const [header, , signature] = text(await signed(packJson(), ours)).split('.');
    expect(await refusal(bytesOf(`${header}.${encode(packJson({ version: 8 }))}.${signature}`), ours.thumbprint)).toBe('signature');
    expect(await refusal(bytesOf(`${header}.${encode('no pack')}.${signature}`), ours.thumbprint)).toBe('signature');
  });
});

describe('what a server sends instead of a pack', () => {
  test('a truncated one is refused wherever it ends', async () => {
    const bytes = await signed(packJson(), ours);
    for (const length of [0, 10, 200, bytes.length - 90, bytes.length - 86, bytes.length - 1]) {
      expect([length, await refusal(bytes.subarray(0, length), ours.thumbprint)]).toEqual([length, 'not-signed']);
    }
  });

  test.each([
    ['<!DOCTYPE html><title>Log in to the guest network</title>', 'html'],
    ['\n<html><body>Moved</body></html>', 'html'],
    ['{"format":"vendor-lens-pack/1"}', 'not-signed'],
    ['a.b.c', 'not-signed'],
    ['a.b.c.d', 'not-signed'],
    [`${'!'.repeat(20)}.e30.${'A'.repeat(86)}`, 'not-signed'],
  ])('%j is refused', async (body, fault) => {
    expect(await refusal(bytesOf(body))).toBe(fault);
  });

  test('bytes that are no text are refused', async () => {
    expect(await refusal(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe]))).toBe('not-signed');
  });

  test('more bytes than any pack has are refused unread', async () => {
    expect(await refusal(new Uint8Array(MAX_SIGNED_BYTES + 1))).toBe('too-large');
  });
});

describe('the content', () => {
  const entry = { vendor: 'Quillfeather' };
  const complaint = (pack: unknown): string => {
    try {
      readPack(bytesOf(pack));
      return 'taken';
    } catch (error) {
      return error instanceof PackError ? error.message : `no PackError: ${error}`;
    }
  };

  test('of every field is kept', () => {
    const entries = [
      {
        id: 'V-1',
        vendor: 'Quillfeather',
        product: 'Nib',
        category: 'network-firewall',
        aliases: ['羽毛笔'],
        partNumbers: ['QF-###'],
        severity: 'review',
        note: 'See the board’s decision\nof 2026-11-02',
        url: 'https://intranet.example/1',
      },
    ];
    expect(readPack(bytesOf(packJson({ expiresOn: '2027-01-31', publisher: 'Group purchasing', entries })))).toEqual(
      packJson({ expiresOn: '2027-01-31', publisher: 'Group purchasing', entries }),
    );
    const approved = [
      {
        id: 'A-1',
        vendor: 'Umbrage',
        product: 'Shade',
        categories: ['network-firewall'],
        url: 'https://shop.example/',
        reference: 'C-2026-4',
        validUntil: '2027-06-30',
        scope: 'All sites',
        region: 'CN',
        note: 'Frame contract',
      },
    ];
    expect(readPack(bytesOf(packJson({ kind: 'approved', entries: approved })))).toEqual(packJson({ kind: 'approved', entries: approved }));
  });

  test.each([
    ['no JSON', '{"format":', /^format: /],
    ['an array', [], 'format: pack: must be an object'],
    ['another format', packJson({ format: 'vendor-lens-pack/2' }), 'format: pack.format: must be one of vendor-lens-pack/1'],
    ['a field that is not known', packJson({ sevrity: 1 }), 'format: pack: has a field "sevrity", which is unknown'],
    ['version 0', packJson({ version: 0 }), 'format: pack.version: must be a whole number from 1'],
    ['a version with a fraction', packJson({ version: 1.5 }), 'format: pack.version: must be a whole number from 1'],
    ['a day that is none', packJson({ issuedOn: '2026-02-30' }), 'format: pack.issuedOn: must be a day as YYYY-MM-DD'],
    ['an end before its beginning', packJson({ expiresOn: '2026-11-19' }), 'format: pack.expiresOn: must not be before issuedOn'],
    ['no entries', packJson({ entries: undefined }), 'format: pack.entries: must be a list'],
    ['a vendor of blanks', packJson({ entries: [entry, { vendor: ' ' }] }), /^format: entries\[1\]\.vendor: must be 1 to 300/],
    ['a vendor of two lines', packJson({ entries: [{ vendor: 'Acme\nWorks' }] }), /^format: entries\[0\]\.vendor/],
    ['a note that ends with a line feed', packJson({ entries: [{ ...entry, note: 'Ask\n' }] }), /^format: entries\[0\]\.note/],
    ['a vendor that turns its direction', packJson({ entries: [{ vendor: 'Acme\u202egpj' }] }), /^format: entries\[0\]\.vendor/],
    [
      'a link that looks like another',
      packJson({ entries: [{ ...entry, url: 'https://a.example@b.example/' }] }),
      /^format: entries\[0\]\.url/,
    ],
    ['a link with what nobody sees', packJson({ entries: [{ ...entry, url: 'https://a.example/\u202ex' }] }), /^format: entries\[0\]\.url/],
    ['a link that runs', packJson({ entries: [{ ...entry, url: 'javascript:alert(1)' }] }), /^format: entries\[0\]\.url: must be an https/],
    ['a link without encryption', packJson({ entries: [{ ...entry, url: 'http://a.example/' }] }), /^format: entries\[0\]\.url/],
    ['a severity of its own', packJson({ entries: [{ ...entry, severity: 'fatal' }] }), /^format: entries\[0\]\.severity/],
    ['a pattern with a mistake', packJson({ entries: [{ ...entry, partNumbers: ['QF-(1'] }] }), /^format: entries\[0\]\.partNumbers/],
    [
      'a pattern of brackets without end',
      packJson({ entries: [{ ...entry, partNumbers: ['('.repeat(200_000)] }] }),
      /^format: entries\[0\]\.partNumbers/,
    ],
    ['too many aliases', packJson({ entries: [{ ...entry, aliases: Array(201).fill('x') }] }), /^format: entries\[0\]\.aliases/],
    [
      'an id twice',
      packJson({
        entries: [
          { ...entry, id: '1' },
          { ...entry, id: '1' },
        ],
      }),
      'format: entries[1].id: another entry has the id 1',
    ],
    [
      'an approval among restrictions',
      packJson({ entries: [{ ...entry, reference: 'C' }] }),
      /^format: entries\[0\]: has a field "reference"/,
    ],
    ['a prototype', `{"__proto__":{"format":"x"},${JSON.stringify(packJson()).slice(1)}`, /^format: pack: has a field "__proto__"/],
    ['lists within lists', `${'['.repeat(200_000)}`, /^format: /],
  ])('with %s is refused', (_, pack, message) => {
    const said = complaint(pack);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  test('more entries than are searched is refused', () => {
    const many = (length: number) => Array.from({ length }, () => entry);
    const { restricted, approved } = PACK_LIMITS.entries;
    expect(complaint(packJson({ entries: many(restricted) }))).toBe('taken');
    expect(complaint(packJson({ entries: many(restricted + 1) }))).toBe('too-many: 100001');
    expect(complaint(packJson({ kind: 'approved', entries: many(approved + 1) }))).toBe('too-many: 20001');
  });
});

test('a thumbprint is read with the blanks that make it readable, and nothing else is', () => {
  expect(parseThumbprint(groupThumbprint(ours.thumbprint))).toBe(ours.thumbprint);
  expect(groupThumbprint('abcdefghij')).toBe('abcd efgh ij');
  for (const none of ['', ours.thumbprint.slice(1), `${ours.thumbprint}A`, ours.thumbprint.replace(/./, '/')])
    expect(parseThumbprint(none)).toBeUndefined();
});

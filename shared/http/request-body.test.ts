// JSON is UTF-8, plain. A body that says it is something else is refused instead of being read as what it is not.
import { describe, expect, it } from 'vitest';
import { readJson } from './request-body.ts';

const asked = (headers: Record<string, string>, body: BodyInit = '{"name":"京都"}') =>
  readJson(new Request('http://localhost/', { method: 'POST', headers, body }));

describe('a JSON body', () => {
  it.each<[string, Record<string, string>]>([
    ['of another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['of Japanese bytes', { 'content-type': 'application/json;charset="Shift_JIS"' }],
    ['that is a form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['that is XML', { 'content-type': 'application/xml' }],
    ['that is a picture', { 'content-type': 'image/png' }],
    ['of two types', { 'content-type': 'application/json, text/html' }],
    ['that is compressed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('%s is refused', async (_, headers) => {
    await expect(asked(headers)).rejects.toMatchObject({ code: 'unsupported_media_type' });
  });

  it.each<Record<string, string>>([
    { 'content-type': 'application/json' },
    { 'content-type': 'application/json; charset=UTF-8' },
    { 'content-type': 'application/merge-patch+json' },
    // What fetch and curl say by themselves.
    { 'content-type': 'text/plain;charset=UTF-8' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/json; charset="utf-8"', 'content-encoding': 'identity' },
  ])('with %s is read', async (headers) => {
    expect(await asked(headers)).toEqual({ name: '京都' });
  });

  it('that is not UTF-8 is refused, also inside a JSON string', async () => {
    await expect(asked({}, new Uint8Array([0x22, 0xff, 0x22]))).rejects.toMatchObject({ code: 'bad_request' });
  });
});

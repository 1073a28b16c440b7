import { describe, expect, it } from 'vitest';
import { derivedUuid } from '#shared/engine/event/ids';
import { originalKey } from '#shared/mediahub/media/keys';
import { jpegHeaderOf, MOV, MP4, PNG, pngOf } from '../../test/images.ts';
import {
  call,
  codeOf,
  env,
  eventsOf,
  filesOf,
  formOf,
  lastOf,
  sha256Of,
  someone,
  typesOf,
  upload,
} from '../../test/env.ts';
import { fakes } from '../../test/worker.ts';

const png = (name = 'a.png', body: Uint8Array<ArrayBuffer> = PNG) => new File([body], name, { type: 'image/png' });

interface Answer {
  id: string;
  [field: string]: unknown;
}

describe('an upload', () => {
  it('is stored, becomes MediaUploaded, and is answered with its id, place and position', async () => {
    const user = someone();
    const response = await upload(user, png('写真.png'));
    expect(response.status).toBe(201);
    const { id, ...rest } = await response.json<Answer>();
    expect(rest).toEqual({
      filename: '写真.png',
      content_type: 'image/png',
      size: PNG.length,
      status: 'uploaded',
    });
    expect(response.headers.get('location')).toBe(`/api/v1/media/${id}`);
    expect(response.headers.get('x-event-position')).toBe(String(lastOf(id)?.position));

    const object = await env.FILES.get(originalKey(id));
    expect(new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(PNG);
    expect(object?.httpMetadata?.contentType).toBe('image/png');
    expect(lastOf(id)).toMatchObject({
      event_type: 'MediaUploaded',
      data: {
        user_id: user,
        filename: '写真.png',
        content_type: 'image/png',
        size: PNG.length,
        sha256: await sha256Of(PNG),
      },
      metadata: { user_id: user, actor: user },
    });
  });

  it.each([
    ['a video', new File([MP4], 'a.mp4', { type: 'video/mp4' }), 'video/mp4'],
    ['a QuickTime film', new File([MOV], 'a.mov', { type: 'video/quicktime' }), 'video/quicktime'],
    ['a PNG that name and client call a JPEG', new File([PNG], 'a.jpg', { type: 'image/jpeg' }), 'image/png'],
    ['a file that claims no type', new File([PNG], 'a'), 'image/png'],
    [
      'a photo with megabytes of metadata',
      new File([jpegHeaderOf(4, 3, 1, 600_000)], 'a.jpg', { type: 'image/jpeg' }),
      'image/jpeg',
    ],
  ])('takes %s', async (_, file, type) => {
    const response = await upload(someone(), file);
    expect(response.status).toBe(201);
    expect((await response.json<Answer>()).content_type).toBe(type);
  });
});

describe('what is refused, and leaves nothing', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  it.each<[string, File, string]>([
    ['an SVG called .png', new File([svg], 'a.png', { type: 'image/png' }), '415 unsupported_media_type'],
    [
      'an SVG with an XML header',
      new File([`<?xml version="1.0"?>${svg}`], 'a.png', { type: 'image/png' }),
      '415 unsupported_media_type',
    ],
    [
      'an HTML page',
      new File(['<!doctype html><script>'], 'a.html', { type: 'text/html' }),
      '415 unsupported_media_type',
    ],
    ['a PDF', new File(['%PDF-1.7'], 'a.pdf', { type: 'application/pdf' }), '415 unsupported_media_type'],
    ['one byte', new File(['x'], 'a.png', { type: 'image/png' }), '415 unsupported_media_type'],
    ['an empty file', new File([], 'a.png', { type: 'image/png' }), '422 file_empty'],
    ['a PNG of 16,000²', png('a.png', pngOf(16_000, 16_000)), '422 image_too_large'],
    ['a PNG with a side of 32,769', png('a.png', pngOf(32_769, 1)), '422 image_too_large'],
    ['a PNG of 221 MP', png('a.png', pngOf(22_100, 10_000)), '422 image_too_large'],
    [
      'a JPEG without a frame',
      new File([jpegHeaderOf(4, 3, 1).slice(0, 40)], 'a.jpg', { type: 'image/jpeg' }),
      '422 file_unreadable',
    ],
    ['a name of 300 kanji', png(`${'漢'.repeat(300)}.png`), '422 invalid_filename'],
  ])('%s', async (_, file, problem) => {
    const before = (await env.FILES.list()).objects.length;
    const events = fakes.store.log.length;
    expect(await codeOf(await upload(someone(), file))).toBe(problem);
    expect((await env.FILES.list()).objects.length).toBe(before);
    expect(fakes.store.log.length).toBe(events);
  });

  it('more than 50 MB, by Content-Length, before a byte is read', async () => {
    const untouched = new ReadableStream(
      {
        pull: () => {
          throw new Error('the body was read');
        },
      },
      { highWaterMark: 0 },
    );
    const headers = {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(60 * 1024 * 1024),
    };
    expect(
      await codeOf(await call(someone(), '/api/v1/media', { method: 'POST', body: untouched, headers })),
    ).toBe('413 file_too_large');
  });

  it('a body of unknown length', async () => {
    const { headers, ...init } = await formOf([['file', png()]]);
    headers.delete('content-length');
    expect(await codeOf(await call(someone(), '/api/v1/media', { ...init, headers }))).toBe('411 length_required');
  });

  it('a form without a file, with text for a file, with two files, or with more than a file', async () => {
    const send = async (parts: [string, string | File][]) =>
      codeOf(await call(someone(), '/api/v1/media', await formOf(parts)));
    expect(await send([])).toBe('422 file_missing');
    expect(await send([['file', 'text']])).toBe('422 file_missing');
    expect(
      await send([
        ['file', png()],
        ['file', png()],
      ]),
    ).toBe('400 one_file_only');
    expect(
      await send([
        ['file', png()],
        ['user_id', 'user-1'],
      ]),
    ).toBe('400 validation_failed');
  });

  it('a body that is cut off, or is no file', async () => {
    const { headers, body } = await formOf([['file', png()]]);
    const cut = (body as ArrayBuffer).slice(0, 120);
    headers.set('content-length', '120');
    expect(await codeOf(await call(someone(), '/api/v1/media', { method: 'POST', body: cut, headers }))).toBe(
      '400 bad_request',
    );
    const json = {
      'content-type': 'application/json',
      'content-length': '2',
      'content-disposition': 'x; filename=a',
    };
    expect(
      await codeOf(await call(someone(), '/api/v1/media', { method: 'POST', body: '{}', headers: json })),
    ).toBe('415 unsupported_media_type');
  });
});

describe('an upload with an Idempotency-Key', () => {
  it('sent twice is one media, and gets the first answer', async () => {
    const user = someone();
    const [first, again] = [await upload(user, png(), 'key-1'), await upload(user, png(), 'key-1')];
    expect(again.status).toBe(201);
    expect(again.headers.get('x-event-position')).toBe(first.headers.get('x-event-position'));
    const answer = await first.json<Answer>();
    expect(await again.json()).toEqual(answer);
    expect(typesOf(answer.id)).toEqual(['MediaUploaded']);
  });

  it('sent many times at once is one media', async () => {
    const user = someone();
    const answers = await Promise.all(Array.from({ length: 6 }, () => upload(user, png(), 'key-1')));
    expect(answers.map((a) => a.status)).toEqual(Array.from({ length: 6 }, () => 201));
    const ids = new Set(await Promise.all(answers.map(async (a) => (await a.json<Answer>()).id)));
    expect(ids.size).toBe(1);
    expect(typesOf([...ids][0] ?? '')).toEqual(['MediaUploaded']);
  });

  it('is refused for another file, and the first one keeps its bytes', async () => {
    const user = someone();
    const { id } = await (await upload(user, png(), 'key-1')).json<Answer>();
    expect(await codeOf(await upload(user, png('a.png', pngOf(2, 2)), 'key-1'))).toBe(
      '422 idempotency_key_reused',
    );
    expect(await codeOf(await upload(user, png('b.png'), 'key-1'))).toBe('422 idempotency_key_reused');
    expect(
      new Uint8Array((await (await env.FILES.get(originalKey(id)))?.arrayBuffer()) ?? new ArrayBuffer(0)),
    ).toEqual(PNG);
  });

  it('is refused for another file also while the first upload is between its bytes and its event', async () => {
    const user = someone();
    let between: string | undefined;
    fakes.beforeAppend = async () => {
      fakes.beforeAppend = () => Promise.resolve();
      between = await codeOf(await upload(user, png('a.png', pngOf(2, 2)), 'key-1'));
    };
    const { id } = await (await upload(user, png(), 'key-1')).json<Answer>();
    expect(between).toBe('422 idempotency_key_reused');
    expect(eventsOf(id)).toHaveLength(1);
    expect(
      new Uint8Array((await (await env.FILES.get(originalKey(id)))?.arrayBuffer()) ?? new ArrayBuffer(0)),
    ).toEqual(PNG);
  });

  it('belongs to its user: the same key of somebody else is another media', async () => {
    const [a, b] = await Promise.all([upload(someone(), png(), 'key-1'), upload(someone(), png(), 'key-1')]);
    expect((await a.json<Answer>()).id).not.toBe((await b.json<Answer>()).id);
  });

  it('brings no bytes back for a media that has ended', async () => {
    const user = someone();
    const commandId = derivedUuid('key', user, 'POST', '/api/v1/media', 'key-1');
    const { id } = await (await upload(user, png(), 'key-1')).json<Answer>();
    await env.FILES.delete(originalKey(id));
    await fakes.store.append({
      aggregate_id: id,
      aggregate_type: 'Media',
      expected_version: 1,
      events: [
        {
          id: crypto.randomUUID(),
          event_type: 'MediaUploadCompensated',
          schema_version: 1,
          data: { reason: 'r', saga_id: 's' },
          metadata: {
            user_id: user,
            actor: 'saga:media_upload',
            command_id: `${commandId}-undo`,
            correlation_id: 't',
          },
        },
      ],
    });
    expect((await upload(user, png(), 'key-1')).status).toBe(201);
    expect(await filesOf(id)).toEqual([]);
  });
});

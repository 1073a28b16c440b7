import { beforeAll, describe, expect, it } from 'vitest';
import { env, get, listed, problem, someone, type ListAnswer } from '../test/env.ts';
import { albumOf, catchUp, mediaOf } from '../test/log.ts';
import { folded } from './projections/media-library/search-fold.ts';

const NAMES = [
  '東京タワー.jpg',
  '京都 清水寺.png',
  'ｶﾞｰﾃﾞﾝ.webp',
  'ＦＵＬＬ width.jpg',
  'full WIDTH.JPG',
  '100%.jpg',
  '100 percent.jpg',
  'a_b.png',
  'aXb.png',
  'say "hi".gif',
  'Café.jpg',
  'cafe.jpg',
  '猫.jpg',
  '😀😁.png',
  'aab.mov',
  'ΟΔΟΣ.jpg',
  'Straße in İstanbul.jpg',
  '葛\u{e0100}城.jpg',
  'Anna’s “best” – day\u202f1.jpg',
];
const QUERIES = [
  ...[
    '京',
    '京都',
    '京タ',
    '東京タワー',
    '都京',
    '猫',
    'ガーデン',
    'ﾃﾞ',
    'οδοσ',
    'οδος',
    'ΟΔΟΣ',
    'STRASSE',
    'straße',
    'istanbul',
    'İSTANBUL',
    'ISTANBUL',
    '葛城',
    'CAFÉ',
    'ｆｕｌｌ',
    'Width',
    'ab',
    'aab',
  ],
  ...[
    '%',
    '0%',
    '_',
    'a_b',
    '"',
    '"hi"',
    'é',
    'e',
    'cafe',
    '😀',
    '😁.',
    '.jpg',
    'OR',
    '*',
    "'",
    "anna's",
    '"best" - day 1',
    'ANNA‘S',
    'day\u00a01',
    'x" OR "y',
    '水寺.p',
  ],
];

const user = someone();
const ids = new Map<string, string>();

const search = async (q: string, more = '', who = user) =>
  (await get(who, `/search?q=${encodeURIComponent(q)}${more}`)).json<ListAnswer & { query: string }>();
const found = async (q: string, more = '', who = user) =>
  (await search(q, more, who)).media.map((m) => m.filename);

beforeAll(async () => {
  for (const filename of NAMES) {
    const type = filename.endsWith('.mov') ? { content_type: 'video/quicktime' } : {};
    ids.set(filename, mediaOf(user, { filename, ...type }).id);
  }
  await catchUp();
});

describe('GET /api/v1/media/search', () => {
  it.each(QUERIES)('finds the names that contain %j, and no others', async (q) => {
    const expected = NAMES.filter((name) => folded(name).includes(folded(q))).toReversed();
    expect(await found(q)).toEqual(expected);
  });

  it('answers in the shape of the list, with the query', async () => {
    expect(await search('タワー')).toMatchObject({
      query: 'タワー',
      count: 1,
      next_cursor: null,
      media: [{ id: ids.get('東京タワー.jpg'), albums: [], status: 'uploaded' }],
    });
  });

  it('goes page by page, and combines with the filters of the list', async () => {
    const first = await search('.', '&limit=10');
    const second = await search('.', `&limit=10&cursor=${first.next_cursor}`);
    expect([...first.media, ...second.media].map((m) => m.filename)).toEqual(NAMES.toReversed());
    expect([first.count, second.count, second.next_cursor]).toEqual([10, NAMES.length - 10, null]);
    expect(await found('a', '&type=video')).toEqual(['aab.mov']);
    expect(await found('a', '&status=failed')).toEqual([]);
    expect(await found('a', '&min_position=1&to=1999-01-01')).toEqual([]);
  });

  it('follows a rename and a deletion, and never shows what is another user’s', async () => {
    const other = someone();
    const media = mediaOf(other, { filename: '猫の昼寝.jpg' });
    await catchUp();
    expect(await found('猫', '', other)).toEqual(['猫の昼寝.jpg']);
    expect(await found('猫')).toEqual(['猫.jpg']);
    media.renamed('犬の散歩.jpg');
    await catchUp();
    expect([await found('猫', '', other), await found('散歩', '', other)]).toEqual([[], ['犬の散歩.jpg']]);
    media.deleted();
    await catchUp();
    expect(await found('散歩', '', other)).toEqual([]);
    expect(
      await env.DB.prepare('SELECT count(*) n FROM media_search WHERE media_search MATCH \'"0072ac" *\'').first(
        'n',
      ),
    ).toBe(0);
  });

  it('finds what an album holds by what the album is called, now and after it is renamed, but for the default album', async () => {
    const owner = someone();
    const [inKyoto, elsewhere] = [mediaOf(owner, { filename: 'a.jpg' }), mediaOf(owner, { filename: 'b.jpg' })];
    const [kyoto, everything] = [albumOf(owner), albumOf(owner)];
    kyoto.created('京都 Été');
    everything.created('All Media', true);
    kyoto.added(inKyoto.id);
    for (const { id } of [inKyoto, elsewhere]) everything.added(id);
    await catchUp();
    expect(await found('京都', '', owner)).toEqual(['a.jpg']);
    expect(await found('ete', '', owner)).toEqual(['a.jpg']);
    expect(await found('media', '', owner)).toEqual([]);
    expect(await found('京都', '', someone())).toEqual([]);
    kyoto.renamed('大阪');
    await catchUp();
    expect([await found('京都', '', owner), await found('大阪', '', owner)]).toEqual([[], ['a.jpg']]);
    kyoto.deleted();
    await catchUp();
    expect(await found('大阪', '', owner)).toEqual([]);
  });

  it('finds what a camera made by its name, also after a rename', async () => {
    const owner = someone();
    const media = mediaOf(owner, { filename: 'a.jpg' });
    media.described(
      { local: '2026-01-01T09:00:00', zone: null },
      { make: 'Pentax', model: 'K-1 Éclat', lens: null },
    );
    media.renamed('b.jpg');
    await catchUp();
    expect([await found('pentax', '', owner), await found('eclat', '', owner)]).toEqual([['b.jpg'], ['b.jpg']]);
    expect(await found('b.jpgpentax', '', owner)).toEqual([]);
  });

  it('tells whether these very bytes are there already, to their owner', async () => {
    const [owner, other] = [someone(), someone()];
    const { id } = mediaOf(owner, { filename: 'a.jpg' });
    await catchUp();
    const sha256 = 'a'.repeat(64);
    expect(await listed(owner, `?sha256=${sha256}`)).toEqual([id]);
    expect(await listed(owner, `?sha256=${'b'.repeat(64)}`)).toEqual([]);
    expect(await listed(other, `?sha256=${sha256}`)).toEqual([]);
    expect(await problem(get(owner, '?sha256=A'))).toBe('400 validation_failed');
  });

  it.each([
    ['nothing', '/search'],
    ['only spaces', '/search?q=%20%20'],
    ['10,000 characters', `/search?q=${'a'.repeat(10_000)}`],
    ['a limit of 1,000', '/search?q=a&limit=1000'],
    ['a cursor of somebody’s own making', '/search?q=a&cursor=x'],
  ])('refuses %s with 400', async (_, path) => {
    expect(await problem(get(user, path))).toMatch(/^400 (validation_failed|invalid_cursor)$/);
  });
});

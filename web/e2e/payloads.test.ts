// What people write is text wherever it is shown (rule H3), and a file that is also a page runs nothing (rule F7): in a real
// browser, with names made to be misread.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drawPhoto, logIn, openPage, upload, type Watched } from './browser.ts';

let browser: Watched;
beforeEach(async () => {
  browser = await openPage();
});
afterEach(() => browser.close());

const PAYLOADS = [
  '<img src=x onerror="window.pwned=1">',
  '<svg/onload=window.pwned=1>',
  '"><script>window.pwned=1</script>',
  '{{constructor.constructor("window.pwned=1")()}}',
  'javascript:window.pwned=1',
  '${window.pwned=1}',
];

const pwned = () => browser.page.evaluate(() => 'pwned' in globalThis);

test('names of albums and files are shown as they are, on every page that shows them', async () => {
  const { page, troubles, picture } = browser;
  await logIn(page, 'payload');
  for (const name of PAYLOADS) {
    const status = await page.evaluate(async (wanted) => {
      const answer = await fetch('/api/v1/albums', {
        method: 'POST',
        body: JSON.stringify({ name: wanted, description: wanted }),
      });
      return answer.status;
    }, name);
    expect(status).toBe(201);
  }
  const bytes = await drawPhoto(page, 1, 200, 150);
  await upload(page, [{ name: `<img src=x onerror=window.pwned=1>.jpg`, bytes }]);
  await page.getByText('onerror=window.pwned=1').first().waitFor();
  for (const path of ['/', '/albums', '/events', '/sagas', '/notifications', '/events/library']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await pwned(), path).toBe(false);
  }
  await page.goto('/albums');
  for (const name of PAYLOADS) await page.getByText(name, { exact: true }).first().waitFor();
  await picture('payloads');
  expect(troubles).toEqual([]);
});

test('a picture that is a page as well runs nothing when one goes to it', async () => {
  const { page } = browser;
  await logIn(page, 'polyglot');
  const picture = await drawPhoto(page, 2, 200, 150);
  const page2 = Buffer.from('<html><body><script>window.pwned=1;document.title="pwned"</script></body></html>');
  await upload(page, [{ name: 'page.html.jpg', bytes: Buffer.concat([picture, page2]) }]);
  // In the grid, so in the read model; the tray shows it earlier.
  await page.getByRole('main').getByRole('link', { name: 'page.html.jpg' }).waitFor();
  const id = await page.evaluate(async () => {
    const { media } = (await (await fetch('/api/v1/media')).json()) as { media: { id: string }[] };
    return media[0]?.id ?? '';
  });
  const answer = await page.goto(`/api/v1/media/${id}/content`);
  expect(answer?.headers()).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
  expect(answer?.headers()['content-security-policy']).toContain('sandbox');
  expect(await page.title()).not.toBe('pwned');
  expect(await pwned()).toBe(false);
});

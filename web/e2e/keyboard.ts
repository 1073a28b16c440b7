// Goes where a person without a mouse would go.
import type { Locator, Page } from 'playwright-core';

const FAR = 150;

/** Presses Tab until `target` has the focus. @throws when it is out of reach */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < FAR; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${String(target)} cannot be reached with the Tab key`);
}

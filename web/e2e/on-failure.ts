// Behind each test that fails: a picture of what it saw.
import { basename } from 'node:path';
import { afterEach } from 'vitest';
import { keepAll } from './browser.ts';

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepAll(`${basename(task.file.name, '.test.ts')}-failed`);
});

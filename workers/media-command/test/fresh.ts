// Before each test, in whatever file and order: no fake is as another test left it.
import { beforeEach } from 'vitest';
import { allIsWell } from './thumbnailer.ts';

beforeEach(allIsWell);

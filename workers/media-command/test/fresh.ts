// Before each test of each file: no fake keeps what another test has set.
import { beforeEach } from 'vitest';
import { allIsWell } from './thumbnailer.ts';

beforeEach(allIsWell);

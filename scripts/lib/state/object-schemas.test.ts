import { globSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { ROOT } from '../node/layout.mjs';
import { OBJECT_SCHEMAS, requireKnownObjects } from './object-schemas.ts';

/** Where each class has its scripts. By path: these files are typed for Workers, this one for Node. */
const SCRIPTS: Record<string, [file: string, name: string]> = {
  'eventstore-EventStream': ['shared/engine/eventstore/stream/schema.ts', 'STREAM_SCHEMA'],
  'eventstore-Subscription': ['shared/engine/eventstore/subscription/ParkingLot.ts', 'PARKING_SCHEMA'],
  'saga-SagaCoordinator': ['shared/engine/saga/Journal.ts', 'JOURNAL_SCHEMA'],
  'exporter-ExportShelf': ['workers/exporter/src/shelf-schema.ts', 'SHELF_SCHEMA'],
  'observer-Board': ['workers/observer/src/LogReplica.ts', 'REPLICA_SCHEMA'],
};

it('knows every class that has a schema', () => {
  expect(Object.keys(OBJECT_SCHEMAS)).toEqual(Object.keys(SCRIPTS));
  const files = globSync('{shared,workers/*/src}/**/*.ts', { cwd: ROOT }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const using = files.filter((file) => /^ +(if \(.*\) )?migrate\(/m.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(using).toHaveLength(Object.keys(SCRIPTS).length);
});

it.each(Object.entries(SCRIPTS))('knows how many scripts the schema of %s has', async (name, [file, scripts]) => {
  const module = (await import(/* @vite-ignore */ join(ROOT, file))) as Record<string, string[] | undefined>;
  expect(OBJECT_SCHEMAS[name]).toBe(module[scripts]?.length);
});

/** A state folder with one object of the schema. */
function stateWith(name: string, version: number): string {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-state-'));
  const folder = join(state, 'v3', 'do', name);
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'object.sqlite'));
  db.exec(`CREATE TABLE schema_version (version INTEGER); INSERT INTO schema_version VALUES (${version})`);
  db.close();
  return state;
}

it.each(Object.entries(OBJECT_SCHEMAS))(
  'opens objects of %s up to schema %i, and refuses the next',
  (name, known) => {
    requireKnownObjects(stateWith(name, known));
    expect(() => requireKnownObjects(stateWith(name, known + 1))).toThrow(/newer version.*has written this state/);
  },
);

it('opens a state without objects', () => {
  requireKnownObjects(mkdtempSync(join(tmpdir(), 'mediahub-state-')));
});

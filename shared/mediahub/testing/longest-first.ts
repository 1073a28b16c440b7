// The order of the files of a project, so that none of the longest begins last and then runs alone: a fresh clone has no cache
// that knows how long they take, and Vitest goes by their size there.
import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By name, the longest last. `parking` waits for retries most of its time, which costs nothing while others run. */
const LONG = ['upload-saga', 'fuzz', 'min-position', 'export', 'kill', 'invariants', 'chaos', 'parking'];

const rank = ({ moduleId }: TestSpecification): number => LONG.indexOf(basename(moduleId, '.test.ts'));

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = Map.groupBy(await super.sort(files), ({ project }) => project.name);
    return [...projects.values()].flatMap((ofOne) => ofOne.toSorted((a, b) => rank(b) - rank(a)));
  }
}

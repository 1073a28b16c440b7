import { expect, test } from 'vitest';
import { planDeploy, type Worker, type Step } from './plan.ts';

const worker = (name: string, own: Partial<Worker> = {}) => ({
  name,
  config: `${name}.json`,
  first: `${name}.first.json`,
  databases: [],
  buckets: [],
  secrets: ['FORWARD_KEYS'],
  ...own,
});
const workers = [worker('a', { databases: ['a'], buckets: ['files'] }), worker('b', { buckets: ['files'] })];
const nothing = { databases: {}, buckets: [], secrets: {} };
const everything = {
  databases: { a: 'id-a' },
  buckets: ['files'],
  secrets: { a: ['FORWARD_KEYS'], b: ['FORWARD_KEYS'] },
};
const inOrder = (steps: Step[]) => steps.map((step) => ('worker' in step ? `${step.do} ${step.worker}` : step.do));

test('in an empty account every Worker is there before one is bound to another', () => {
  expect(inOrder(planDeploy(workers, nothing))).toEqual([
    'create database',
    'write database id',
    'create bucket',
    'migrate',
    'deploy without bindings a',
    'deploy without bindings b',
    'set secret a',
    'set secret b',
    'deploy a',
    'deploy b',
  ]);
});

test('what is there is not made again, and a Worker that runs never loses its bindings', () => {
  expect(inOrder(planDeploy(workers, everything))).toEqual([
    'write database id',
    'migrate',
    'deploy a',
    'deploy b',
  ]);
});

test('a new Worker gets a key that all share, so all get a new one', () => {
  const account = { ...everything, secrets: { a: ['FORWARD_KEYS'] } };
  expect(inOrder(planDeploy(workers, account))).toEqual([
    'write database id',
    'migrate',
    'deploy without bindings b',
    'set secret a',
    'set secret b',
    'deploy a',
    'deploy b',
  ]);
});

test('new keys are set when they are asked for', () => {
  expect(inOrder(planDeploy(workers, everything, { newKeys: true }))).toEqual([
    'write database id',
    'migrate',
    'set secret a',
    'set secret b',
    'deploy a',
    'deploy b',
  ]);
});

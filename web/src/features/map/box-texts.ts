// What each box of the map says: its name, where it leads, its number, and whether that number is a worry.
import type { FlowView } from '../../entities/flow/flow.ts';
import { t } from '../../i18n/texts.ts';
import { FEEDS, WRITERS, type NodeId } from './layout.ts';

export interface BoxText {
  id: NodeId;
  name: string;
  /** Where a press leads. */
  to: string;
  lines: { text: string; tone: 'plain' | 'warn' | 'bad' }[];
}

const plain = (text: string) => ({ text, tone: 'plain' as const });

const MODELS = {
  media: '/',
  album: '/albums',
  notification: '/notifications',
  live: '/',
  saga: '/sagas',
} as const;

export function boxesOf(flow: FlowView | undefined, activeSagas: number): BoxText[] {
  const says = t.map;
  const outbox = flow?.log.outbox.events ?? 0;
  const waiting = flow?.log.waiting ?? 0;
  return [
    { id: 'gateway', name: says.gateway, to: '/system', lines: [plain(says.gatewayJob)] },
    ...WRITERS.map((name): BoxText => ({
      id: `writer:${name}`,
      name,
      to: '/system',
      lines: [plain(says.writers[name])],
    })),
    {
      id: 'streams',
      name: says.streams,
      to: '/events',
      lines: [plain(says.streamsJob), { text: says.outbox(outbox), tone: outbox > 0 ? 'warn' : 'plain' }],
    },
    {
      id: 'log',
      name: says.log,
      to: '/events',
      lines: [
        plain(says.position(flow?.head ?? 0)),
        ...(waiting > 0 ? [plain(says.waiting(waiting))] : []),
        ...refusals(flow?.log.refused ?? 0),
      ],
    },
    ...FEEDS.map((name): BoxText => {
      const feed = flow?.subscriptions.find((one) => one.name === name);
      const lag = feed?.lag ?? 0;
      return {
        id: `feed:${name}`,
        name,
        to: '/system',
        lines: [
          { text: lag === 0 ? says.upToDate : says.lag(lag), tone: lag > 20 ? 'warn' : 'plain' },
          ...(feed?.state === 'retrying' ? [{ text: says.retrying, tone: 'warn' as const }] : []),
          ...((feed?.parked ?? 0) > 0 ? [{ text: says.parked(feed?.parked ?? 0), tone: 'bad' as const }] : []),
        ],
      };
    }),
    ...FEEDS.map((name): BoxText => ({
      id: `model:${name}`,
      name: says.models[name],
      to: MODELS[name],
      lines: [
        plain(name === 'saga' ? says.activeSagas(activeSagas) : says.modelJobs[name]),
        ...refusals(flow?.subscriptions.find((one) => one.name === name)?.refused ?? 0),
      ],
    })),
  ];
}

const refusals = (count: number): BoxText['lines'] =>
  count > 0 ? [{ text: t.map.refused(count), tone: 'warn' }] : [];

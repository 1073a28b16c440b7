// The chain of causes, and its trace.
export const chain = {
  title: 'Chain of causes',
  lead: (count: number) =>
    count === 1 ? '1 event, set in motion by one request' : `${count} events, set in motion by one request`,
  leadMore: (count: number) => `the latest ${count} events that one request set in motion`,
  pattern: 'Correlation and causation',
  shows: 'Everything that one request set in motion, each event below the one that caused it.',
  says: 'Every event carries the id of the request that started it all (correlation) and the id of the event that led to it (causation). A saga hands both on with each command it sends. So the log itself can tell why something happened, without any tracing system beside it. The same ids make a trace: its spans come from the times of the events and from the journals of the sagas, so no command pays for it.',
  flow: ['request', 'event', 'saga command', 'event caused by it', 'this tree'],
  here: 'this tree',
  files: [
    'shared/engine/event/envelope.ts',
    'shared/engine/saga/pending-command.ts',
    'shared/engine/trace/spans.ts',
    'web/src/features/events/causes.ts',
  ],
  trace: {
    title: 'Trace',
    otlp: 'Download the trace as OTLP, for an OpenTelemetry viewer',
    mermaid: 'Download the trace as a Mermaid sequence diagram',
  },
};

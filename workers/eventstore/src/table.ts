// The tables that migrations are generated from.
export { diverged_streams, events, events_set_aside, log_epochs } from '#shared/engine/eventstore/log/table';

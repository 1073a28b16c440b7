// The tables that migrations are generated from.
export { diverged_streams, events, log_epochs } from '#shared/engine/eventstore/log/table';

// The tables that migrations are generated from.
export { saga_checkpoint, sagas } from '#shared/engine/saga/monitor/table';

// The tables that migrations are generated from.
export { sagas } from '#shared/engine/saga/monitor/table';

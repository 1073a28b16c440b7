// What an upload does when nothing goes wrong: the steps of its saga, and its events in log order.
export const STEPS = ['upload', 'process', 'add_to_default_album', 'notify'];
export const EVENTS = [
  'ContentClaimed',
  'MediaUploaded',
  'MediaProcessed',
  'MediaRendered',
  'AlbumCreated',
  'MediaAddedToAlbum',
  'NotificationSent',
];

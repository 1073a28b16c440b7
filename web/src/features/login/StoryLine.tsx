// The path of an upload as one line of events, for those who have not seen one yet.
const EVENTS = [
  ['MediaUploaded', 'bg-media'],
  ['MediaProcessed', 'bg-media'],
  ['MediaAddedToAlbum', 'bg-album'],
  ['NotificationSent', 'bg-notification'],
] as const;

export function StoryLine() {
  return (
    <ol className="mt-8 flex flex-wrap gap-x-2 gap-y-3 font-mono text-xs">
      {EVENTS.map(([name, colour], index) => (
        <li
          key={name}
          className="inline-flex items-center gap-2 rounded-full border border-line bg-surface px-3 py-1.5 shadow-card"
        >
          <span aria-hidden className={`size-2 rounded-full ${colour}`} />
          <span className="text-faint">{index + 1}</span>
          {name}
        </li>
      ))}
    </ol>
  );
}

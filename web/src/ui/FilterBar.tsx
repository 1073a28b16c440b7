// A choice of one among few, e.g. what a list shows.
interface Props<Name extends string> {
  label: string;
  names: readonly Name[];
  texts: Readonly<Record<Name, string>>;
  chosen: Name;
  onChoose: (name: Name) => void;
  /** The names are languages, each written in itself. */
  languages?: boolean;
}

export function FilterBar<Name extends string>({
  label,
  names,
  texts,
  chosen,
  onChoose,
  languages = false,
}: Props<Name>) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1 sm:gap-1.5">
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === chosen}
          lang={languages ? name : undefined}
          onClick={() => onChoose(name)}
          className={`h-8 rounded-full px-3 sm:px-3.5 text-[0.8125rem] font-medium transition-colors ${name === chosen ? 'bg-ink text-canvas' : 'text-soft hover:bg-line/60 hover:text-ink'}`}
        >
          {texts[name]}
        </button>
      ))}
    </div>
  );
}

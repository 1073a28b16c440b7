// One route: what it does, what it takes, what it answers, and a way to try it. Closed until someone wants it.
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { exampleAnswer, type Operation, type Schema } from './document.ts';
import { TryIt } from './TryIt.tsx';

const kindOf = ({ type, enum: values, anyOf }: Schema): string => {
  if (values) return values.join(' | ');
  if (anyOf) return anyOf.map(kindOf).join(' | ');
  return Array.isArray(type) ? type.join(' | ') : (type ?? 'any');
};

function Parameters({ operation: { parameters } }: { operation: Operation }) {
  return (
    <dl className="grid gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[max-content_1fr]">
      {parameters.map(({ name, in: place, description, schema, required }) => (
        <div key={`${place} ${name}`} className="contents">
          <dt className="font-mono text-xs font-medium">
            {name} <span className="font-normal text-faint">{place}</span>
          </dt>
          <dd className="mb-1 text-soft">
            <code className="text-xs">{kindOf(schema)}</code> {required && t.docs.required} {plain(description)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answers({ operation: { responses } }: { operation: Operation }) {
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={t.docs.answers}>
      {Object.entries(responses).map(([status, { content, $ref }]) => (
        <li key={status} className="rounded bg-sunken px-2 py-0.5 font-mono text-xs">
          {status} <span className="text-soft">{$ref ? 'problem' : Object.keys(content ?? {}).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

/** The document marks code as Markdown does; here it is plain text. */
const plain = (text = ''): string => text.replaceAll('`', '');

function Errors({ operation: { responses } }: { operation: Operation }) {
  const errors = Object.entries(responses).filter(([, { $ref }]) => $ref !== undefined);
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-medium">{t.docs.errors}</summary>
      <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5">
        {errors.map(([status, { description }]) => (
          <div key={status} className="contents">
            <dt className="font-mono text-xs font-medium">{status}</dt>
            <dd className="min-w-0 break-words text-soft">{plain(description)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Example({ operation }: { operation: Operation }) {
  const example = exampleAnswer(operation);
  return example === undefined ? null : (
    <details className="text-sm">
      <summary className="cursor-pointer font-medium">{t.docs.example}</summary>
      <pre
        tabIndex={0}
        aria-label={t.docs.example}
        className="mt-2 max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs leading-relaxed"
      >
        {JSON.stringify(example, null, 2)}
      </pre>
    </details>
  );
}

export function OperationCard({ operation }: { operation: Operation }) {
  const { method, path, summary, description } = operation;
  const [opened, setOpened] = useState(false);
  return (
    <details
      id={operation.operationId}
      className="border-b border-line last:border-0"
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3 hover:bg-sunken">
        <span className="w-14 shrink-0 font-mono text-xs font-semibold text-accent-strong">{method}</span>
        <code className="font-mono text-sm break-all">{path}</code>
        <span className="text-sm text-soft">{summary}</span>
      </summary>
      {opened && (
        <div className="space-y-4 px-4 pt-1 pb-5">
          {description && <p className="text-sm text-soft">{description}</p>}
          {operation.parameters.length > 0 && <Parameters operation={operation} />}
          <Answers operation={operation} />
          <Example operation={operation} />
          <Errors operation={operation} />
          <TryIt operation={operation} />
        </div>
      )}
    </details>
  );
}

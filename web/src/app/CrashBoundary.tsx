// The last net: a bug in one page shows itself with its reason instead of a blank window. React wants a class here.
import { Component, type ReactNode } from 'react';
import { t } from '../i18n/texts.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { isNotLoaded, loadAgain } from './not-loaded.ts';

interface Props {
  /** Another value is another page: the error of the one before is over. */
  page?: string;
  children: ReactNode;
}

interface State {
  error: Error | null;
}

export class CrashBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: Props) {
    if (before.page !== this.props.page && this.state.error) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="mx-auto max-w-xl space-y-4 p-8">
        <h1 className="text-xl font-semibold">{isNotLoaded(error) ? t.common.pageNotLoaded : t.common.crashed}</h1>
        <ErrorNote error={error} onRetry={isNotLoaded(error) ? loadAgain : () => this.setState({ error: null })} />
      </div>
    );
  }
}

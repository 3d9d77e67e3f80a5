import './report.css';
import { useRoute } from 'wouter';
import { Draft } from './draft.tsx';
import { One } from './one.tsx';

/** The board's report: as it would be now, or one that is frozen. */
export const Page = () => {
  const [isOne, params] = useRoute('/rapport/:id');
  return isOne ? <One id={params.id} /> : <Draft />;
};

import './messages.css';
import { SWRConfig } from 'swr';
import { useRoute } from 'wouter';
import { List } from './list.tsx';
import { Trace } from './trace.tsx';

// Each answer is an entry in the access log, so nothing is asked again only because the window was looked at.
const asked = { revalidateOnFocus: false, revalidateOnReconnect: false };

/** Messages: one search for all, and each with all that happened to it. */
export const Page = () => {
  const [isOne, params] = useRoute('/meldingar/:id');
  return <SWRConfig value={asked}>{isOne ? <Trace key={params.id} id={params.id} /> : <List />}</SWRConfig>;
};

import './handovers.css';
import { useRoute } from 'wouter';
import { may, useMe } from '../../api/me.ts';
import { Board } from './board.tsx';
import { List } from './list.tsx';
import { One } from './one.tsx';

/**
 * Handovers: those of the reader's organisation, and each as a picture. Who may see none, such as the board, is shown
 * how they go all together: never a case (hpl § 29 a).
 */
export const Page = () => {
  const { data: me } = useMe();
  const [isOne, params] = useRoute('/overgangar/:id');
  if (!may(me, 'handovers.read') || params?.id === 'fylket') return <Board />;
  return isOne ? <One id={params.id} /> : <List />;
};

import './actors.css';
import { useRoute } from 'wouter';
import { useApi } from '../../api/client.ts';
import { Answer } from '../../parts/states.tsx';
import type { Actors } from './actor.ts';
import { List } from './list.tsx';
import { One } from './one.tsx';

/** Everybody who sends and receives: organisations, their services and persons, and what they work with. */
export const Page = () => {
  const [isOne, params] = useRoute('/aktorar/:herId');
  return (
    <Answer of={useApi<Actors>('/api/actors')}>
      {(actors) => (isOne ? <One actors={actors} herId={Number(params.herId)} /> : <List actors={actors} />)}
    </Answer>
  );
};

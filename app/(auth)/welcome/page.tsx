import { WelcomeForm } from '@/app/_components/ui/welcome-form';
import { acceptWelcome, readWelcome } from './actions';

export const metadata = { title: 'Welcome' };

export default function Welcome() {
  return <WelcomeForm read={readWelcome} accept={acceptWelcome} />;
}

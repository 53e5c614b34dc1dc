export { visible } from '@/lib/mail/visible';

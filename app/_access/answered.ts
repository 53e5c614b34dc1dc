import { Problem } from '@/lib/intake/problem';

/** What a route answers, problems included. */
export async function answered(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Problem) return error.response();
    throw error;
  }
}

import { deleteRoute, submitRoute } from '@/app/(dashboard)/settings/channels/route-actions';
import { matcherText } from '@/lib/alerts/matcher-text';
import { Route } from '@/lib/alerts/routes';
import type { ChannelRow } from '@/lib/queries/channel-list';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { RouteForm, type RouteValues } from '../_components/ui/route-form';

/** Of what is it told, and when? */
export function ChannelRoutes({ channel, timeZone }: { channel: ChannelRow; timeZone: string }) {
  const { id: channelId, routes } = channel;
  const blank: RouteValues = {
    ...{ severities: ['critical'], matchers: '', repeatMinutes: '', quietFrom: '', quietUntil: '' },
    ...{ timeZone, exceptCritical: true },
  };
  return (
    <section aria-label="Routes">
      <PanelHeader title="Told of" note="An alert that any of these routes lets through is told" />
      {routes.length === 0 && <EmptyState title="Nothing: no route leads here" />}
      <ul>
        {routes.map((route) => (
          <li key={route.id} className="border-line border-b py-4 first:pt-1">
            <RouteForm
              id={route.id}
              channelId={channelId}
              initial={valuesOf(Route.parse(route), timeZone)}
              submit={submitRoute}
              remove={deleteRoute}
            />
          </li>
        ))}
      </ul>
      <details className="mt-3">
        <summary className="cursor-pointer text-accent">Another route</summary>
        <div className="pt-3">
          <RouteForm
            key={routes.length}
            id={null}
            channelId={channelId}
            initial={blank}
            submit={submitRoute}
            remove={deleteRoute}
          />
        </div>
      </details>
    </section>
  );
}

const valuesOf = (
  { severities, matchers, repeatMinutes, quietHours }: Route,
  timeZone: string,
): RouteValues => ({
  ...{ severities, matchers: matcherText(matchers), repeatMinutes: repeatMinutes?.toString() ?? '' },
  ...{ quietFrom: quietHours?.from ?? '', quietUntil: quietHours?.until ?? '' },
  timeZone: quietHours?.timeZone ?? timeZone,
  exceptCritical: quietHours === null || quietHours.except.includes('critical'),
});

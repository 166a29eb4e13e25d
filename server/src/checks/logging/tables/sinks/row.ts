import type { LanguageId } from '../../model/fileModel';
import type { SinkRow } from '../rows';

type More = Pick<SinkRow, 'from' | 'only' | 'names' | 'pairs' | 'stream' | 'failure' | 'search'>;

/** A row of a table of sinks; `callee` as words in one string, or a pattern. */
export const sink = (languages: readonly LanguageId[], channel: SinkRow['channel'], on: SinkRow['on'], callee: string | RegExp, more: More = {}): SinkRow => ({
  languages,
  channel,
  ...(on === undefined ? {} : { on }),
  callee: callee instanceof RegExp ? callee : callee.trim().split(/\s+/),
  ...more,
});

/** What holds a span, a scope or a transaction of a tracer or error tracker. */
export const SPANS =
  /^(?:\w{0,30}(?:[sS]pan|[aA]ctivity|[tT]ransaction|[bB]readcrumbs?)|scope|currentScope|tracer|baggage|event|getCurrentSpan|get_current_span|current_span|getActiveSpan|activeSpan|SpanFromContext)$/;
/** Error trackers and product analytics by the name of their module or client. */
export const TRACKERS =
  /^(?:Sentry|sentry|sentry_sdk|SentrySdk|SentrySDK|raven|Raven|Rollbar|rollbar|Bugsnag|bugsnag|Honeybadger|honeybadger|Airbrake|newrelic|NewRelic|appInsights|appinsights|telemetryClient|telemetry|_telemetryClient|_telemetry|client_telemetry|datadogRum|datadogLogs|DD_LOGS|LogRocket|FullStory|analytics|mixpanel|amplitude|posthog|Crashlytics|crashlytics|FirebaseCrashlytics|FirebaseAnalytics|Analytics|Datadog|ddtrace|statsd|getInstance)$/;

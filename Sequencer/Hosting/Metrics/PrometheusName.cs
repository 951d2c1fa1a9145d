using System.Diagnostics.Metrics;

namespace Rollup.Sequencer.Hosting;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>Turns instrument names into Prometheus's, as OpenTelemetry's compatibility specification does.</summary>
internal static class PrometheusName
{
    public static MetricKind KindOf(Instrument instrument)
    {
        Type type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }

    public static string Of(Instrument instrument)
    {
        string name = Escape(instrument.Name);
        string unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        string withUnit = unit.Length == 0 || name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        return KindOf(instrument) == MetricKind.Counter && !withUnit.EndsWith("_total", StringComparison.Ordinal) ? withUnit + "_total" : withUnit;
    }

    /// <summary>Letters, digits and underscores, for names of metrics and labels alike.</summary>
    public static string Escape(string name) =>
        string.Create(name.Length, name, (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });
}
